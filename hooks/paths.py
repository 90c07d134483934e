"""Folders of the project that the modules of ``hooks`` read from and build into."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOOKS = ROOT / "hooks"
TEMPLATES = HOOKS / "templates"
THEME = HOOKS / "theme"
ASSETS = HOOKS / "assets"
WIDGET = ROOT / "calculator" / "widget"
BUILD = ROOT / "build"  # whatever is built and can be built again
NODE_MODULES = ROOT / "node_modules"
