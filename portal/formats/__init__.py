"""How days and times are written where no template says so: in the CMS's own lists, as everywhere else.

Django looks here for a folder of the language; what is not said here is as it ships (FORMAT_MODULE_PATH).
"""
