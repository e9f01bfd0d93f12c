"""Settings: `base` reads everything from the environment, the others override it for one purpose each."""
