#!/bin/sh
# Installs Debian's Firefox and WebKit where they are missing and this user may;
# otherwise the tests say which engine is not there.
have() { command -v "$1" >/dev/null 2>&1; }
if have WebKitWebDriver && have Xvfb && { have firefox-esr || have firefox; }; then exit 0; fi
if have apt-get && [ "$(id -u)" = 0 ]; then
	{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends firefox-esr webkit2gtk-driver xvfb xauth; } >&2 || true
fi
exit 0
