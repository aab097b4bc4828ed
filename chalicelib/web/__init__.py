"""The HTTP edge: the only package beside app.py that knows Chalice."""
