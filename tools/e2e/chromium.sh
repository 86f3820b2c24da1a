#!/bin/sh
# Prints the path of a Chromium to test with, installing Debian's where there is
# none and this user may.
find_chromium() {
	for c in "$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do
		if [ -n "$c" ] && command -v "$c" 2>/dev/null; then return 0; fi
	done
	return 1
}
find_chromium && exit 0
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
	{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >&2
	find_chromium && exit 0
fi
echo "The browser tests need Chromium. Install it (on Debian: sudo apt-get install chromium), or set CHROMIUM to its path." >&2
exit 1
