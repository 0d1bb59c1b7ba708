"""Excel files become plain cells, in a process of their own.

Knows no indicator and no Vietnamese: only what stands in which cell. `process.read_cells` is the
way in; everything else here runs in the child process, which imports little and starts fast.
"""
