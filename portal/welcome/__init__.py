"""The first visit: two or three questions, none of which must be answered."""
