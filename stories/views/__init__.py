"""What a browser asks of stories. `stream.py` lists them, `story.py` shows one."""
