"""What the guide is called stands in the data, and every edition is called so: pages, PDF, search, previews of links.

A project whose data do not name it keeps what `conf.py` says.
"""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config

from ratgeber_tools.data.yaml_tree import read_yaml
from ratgeber_tools.files import readable
from ratgeber_tools.sphinx_ext.data.settings import data_folder

#: Settings that hold the title; one that says something else than `project` was meant to.
_SETTINGS = ("html_title", "ratgeber_title")


def call_it_by_its_name(app: Sphinx, config: Config) -> None:
    path = data_folder(app) / "kommune.yaml"
    if not path.is_file():
        return
    title = read_yaml(readable(path.read_bytes(), path)[0]).values.get("titel_des_ratgebers")
    if not isinstance(title, str) or not title.strip():
        return
    title = title.strip()
    former = config.project
    config.project = title
    for name in _SETTINGS:
        if config[name] in ("", former):
            config[name] = title


def setup_guide_title(app: Sphinx) -> None:
    app.connect("config-inited", call_it_by_its_name)
