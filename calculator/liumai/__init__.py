"""Liumai: scores appraisals of values by a rubric, and says why.

The core (:mod:`~liumai.model`, :mod:`~liumai.appraisal`, :mod:`~liumai.vector`, :mod:`~liumai.scoring`,
:mod:`~liumai.trace`, :mod:`~liumai.output`, :mod:`~liumai.faults`) is pure and needs the standard library
alone; it runs the same in the browser. The edges around it read YAML and speak to the terminal.
"""
