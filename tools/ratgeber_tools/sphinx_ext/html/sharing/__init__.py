"""How pages are found from elsewhere and passed on: short addresses, previews of links, feed, hosts, 404."""

from __future__ import annotations

from sphinx.application import Sphinx

from ratgeber_tools.sphinx_ext.html.sharing.error_report import setup_error_report
from ratgeber_tools.sphinx_ext.html.sharing.feed import setup_feed
from ratgeber_tools.sphinx_ext.html.sharing.form_links import setup_form_links
from ratgeber_tools.sphinx_ext.html.sharing.host_rules import setup_host_rules
from ratgeber_tools.sphinx_ext.html.sharing.missing_page import setup_missing_page
from ratgeber_tools.sphinx_ext.html.sharing.page_meta import setup_page_meta
from ratgeber_tools.sphinx_ext.html.sharing.redirects import setup_redirects
from ratgeber_tools.sphinx_ext.html.sharing.robots import setup_robots
from ratgeber_tools.sphinx_ext.html.sharing.share_images import setup_share_images
from ratgeber_tools.sphinx_ext.html.sharing.structured_data import setup_structured_data
from ratgeber_tools.sphinx_ext.html.sharing.take_along import setup_take_along


def setup_sharing(app: Sphinx) -> None:
    setup_page_meta(app)
    setup_error_report(app)
    setup_missing_page(app)
    setup_redirects(app)
    setup_robots(app)
    setup_feed(app)
    setup_host_rules(app)
    setup_structured_data(app)
    setup_share_images(app)
    setup_take_along(app)
    setup_form_links(app)
