"""Vĩnh Am Xanh 2030: what a commune promised for 2030 and how far it has come."""
