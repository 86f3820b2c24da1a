#!/bin/sh
# Prints the path of a Chromium to test with, installing Debian's where there is
# none and this user may: its shell without windows, which needs half the time of
# the whole browser for the same tests.
find_chromium() {
	for c in "$CHROMIUM" chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
		if [ -n "$c" ] && command -v "$c" 2>/dev/null; then return 0; fi
	done
	return 1
}
if [ -n "$CHROMIUM" ] || command -v chromium-headless-shell >/dev/null; then find_chromium && exit 0; fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
	{ apt-get update -qq -o Acquire::http::Timeout=20; DEBIAN_FRONTEND=noninteractive; export DEBIAN_FRONTEND
	apt-get install -y --no-install-recommends chromium-headless-shell || apt-get install -y --no-install-recommends chromium; } >&2
fi
find_chromium && exit 0
echo "The browser tests need Chromium. Install it (on Debian: sudo apt-get install chromium), or set CHROMIUM to its path." >&2
exit 1
