"""The demo network: everything `make run` adds to the portal to try it on one machine.

Reading order: `run` starts it all, `supervisor` keeps and stops the processes, `doorbell` says where its broker
listens, `addresses` where the demo blogs live, `blogs` reads their posts, `feeds` and `pages` write them, `web`
serves them, `seed` and `seeding` fill the database. Used by `portal.settings.demo` only; nothing else imports it.
"""
