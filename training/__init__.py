"""Trains and exports the reader's model."""

from __future__ import annotations

import os

# read when torch and its mathematics library load: no spinning on shared cores, and on AMD the fast code path
for _variable, _value in (("OMP_WAIT_POLICY", "passive"), ("GOMP_SPINCOUNT", "0"), ("MKL_CBWR", "AVX2")):
    os.environ.setdefault(_variable, _value)
