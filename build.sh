#!/usr/bin/env bash
# Builds Plimsoll, shows it, and tests it. `./build.sh help` lists the commands.
set -euo pipefail
cd "$(dirname "$0")"

readonly TOOLS=$PWD/.tools
readonly OUT=$PWD/dist/chromium
readonly PROGRAMS="background pages"
# Apart from what tests and demo are compiled into: with the variable that `compile` sets, crates that both share would be
# compiled anew each time.
readonly COMPILED=target/programs
readonly WASM=$COMPILED/wasm32-unknown-unknown/release

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

help() {
  cat <<'TEXT'
./build.sh              sets up what is missing and builds the extension into dist/chromium
./build.sh demo         builds, and shows the extension at work on a local stand-in for LinkedIn
./build.sh test         builds, and runs everything: format, lints, native, WebAssembly and end-to-end tests
./build.sh bench        builds, and measures the extension against an empty one
./build.sh screenshots  builds, and takes pictures of every surface into target/screenshots; with a name (popup, panel,
                        dashboard, welcome, german) of that one alone

What is installed when it is missing: Rust's wasm32 target and the source of its standard library; wasm-bindgen's tools
(into .tools, compiled once, about three minutes); binaryen and esbuild, and for the tests axe-core (by npm, into .tools;
npm by apt); and, for all but the build, Chromium and its driver (by apt; where apt has none, Chrome for Testing into
.tools). PLIMSOLL_CHROMIUM and PLIMSOLL_CHROMEDRIVER name others.
TEXT
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

apt_install() {
  say "Installing with apt: $*"
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# The version of a crate that Cargo.lock names.
locked() { awk -v name="\"$1\"" '$1 == "name" && $3 == name { getline; gsub(/"/, "", $3); print $3; exit }' Cargo.lock; }

set_up_tools() {
  command -v cargo >/dev/null || { say "Rust is missing: https://rustup.rs"; exit 1; }
  command -v cc >/dev/null || apt_install build-essential
  if ! [ -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ]; then
    say "Adding Rust's wasm32-unknown-unknown target"
    rustup target add wasm32-unknown-unknown
  fi
  if ! [ -f "$(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock" ]; then
    say "Adding the source of Rust's standard library"
    rustup component add rust-src
  fi
  local version
  version=$(locked wasm-bindgen)
  if [ "$("$TOOLS/bin/wasm-bindgen" --version 2>/dev/null)" != "wasm-bindgen $version" ]; then
    say "Compiling wasm-bindgen's tools $version into .tools (about three minutes, once)"
    # Without --locked: the tools' own lock file can name versions that registries don't serve yet.
    cargo install --quiet --force --root "$TOOLS" wasm-bindgen-cli --version "$version"
  fi
  # What makes programs and scripts small.
  fetch binaryen binaryen 132.0.0
  fetch esbuild "@esbuild/linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" 0.28.2
}

# A tool of npm's, of this version and no other. npm only fetches it; nothing runs to install it.
fetch() {
  local name=$1 package=$2 version=$3
  grep -qs "\"version\": *\"$version\"" "$TOOLS/$name/package.json" && return
  command -v npm >/dev/null || apt_install npm
  say "Fetching $name $version into .tools"
  # Under its name only once it is whole.
  local part="$TOOLS/$name.part"
  rm -rf "$part" "${TOOLS:?}/$name"
  mkdir -p "$part"
  (cd "$part" && npm pack --silent "$package@$version" >/dev/null && tar -xzf ./*.tgz --strip-components=1 && rm ./*.tgz)
  mv "$part" "$TOOLS/$name"
}

# Finds the first of some programs.
first() { local name; for name in "$@"; do command -v "$name" && return; done; return 1; }

set_up_browser() {
  local chrome="$TOOLS/chrome-linux64/chrome" driver="$TOOLS/chromedriver-linux64/chromedriver"
  find_browser() {
    PLIMSOLL_CHROMIUM=${PLIMSOLL_CHROMIUM:-$(first "$chrome" chromium)} &&
      PLIMSOLL_CHROMEDRIVER=${PLIMSOLL_CHROMEDRIVER:-$(first "$driver" chromedriver)}
  }
  if ! find_browser; then
    # Ubuntu's package of that name only points to a snap, whose sandbox can't load an extension from here.
    if apt-cache show chromium-driver >/dev/null 2>&1 || { as_root apt-get update -qq; apt-cache show chromium-driver >/dev/null 2>&1; } &&
      ! apt-cache show chromium-driver | grep -qi 'transitional\|snap'; then
      apt_install chromium chromium-driver fonts-dejavu-core
    else
      chrome_for_testing
    fi
    find_browser || { say "No Chromium was found. PLIMSOLL_CHROMIUM and PLIMSOLL_CHROMEDRIVER can name one."; exit 1; }
  fi
  export PLIMSOLL_CHROMIUM PLIMSOLL_CHROMEDRIVER
}

chrome_for_testing() {
  local site=https://storage.googleapis.com/chrome-for-testing-public version part
  apt_install curl unzip ca-certificates fonts-dejavu-core libnss3 libgbm1 libasound2t64 libgtk-3-0t64
  version=$(curl -fsS https://googlechromelabs.github.io/chrome-for-testing/LATEST_RELEASE_STABLE)
  say "Downloading Chrome for Testing $version into .tools"
  mkdir -p "$TOOLS"
  for part in chrome chromedriver; do
    curl -fsS -o "$TOOLS/$part.zip" "$site/$version/linux64/$part-linux64.zip"
    unzip -q -o "$TOOLS/$part.zip" -d "$TOOLS"
    rm "$TOOLS/$part.zip"
  done
}

# A panic stops the program at once, in silence: nobody would read what it could say, and all that says it stays out. What
# is said of a place in the code would name the folders of the machine that built it: crates alone are named.
rust_flags() {
  cargo fetch --quiet --locked --target wasm32-unknown-unknown
  local folder flags="'-Zunstable-options','-Cpanic=immediate-abort',"
  for folder in "$PWD" "${CARGO_HOME:-$HOME/.cargo}"/registry/src/* "$(rustc --print sysroot)/lib/rustlib/src/rust"; do
    flags+="'--remap-path-prefix=$folder/=',"
  done
  printf 'target.wasm32-unknown-unknown.rustflags=[%s]' "$flags"
}

# The standard library is compiled with the rest, for size as well: Rust's own copy is made for speed and to explain its
# panics. (Its own feature to be small is left out: a long ledger would be put in order more slowly.) Stable compilers do
# that only when asked by this variable, which is meant for their own making.
compile() {
  RUSTC_BOOTSTRAP=1 cargo build --quiet --release --locked --target wasm32-unknown-unknown --target-dir "$COMPILED" \
    -Z build-std=std,panic_abort --config "$(rust_flags)" "$@"
}

build() {
  set_up_tools
  local program glue=target/glue
  compile --bin background
  compile --features ui --bin pages
  mkdir -p "$OUT" "$glue"
  for program in $PROGRAMS; do
    # The script with the short names is what is made last.
    if ! [ "$glue/$program.short.js" -nt "$WASM/$program.wasm" ]; then
      "$TOOLS/bin/wasm-bindgen" --target no-modules --no-typescript --out-dir "$glue" --out-name "$program" "$WASM/$program.wasm"
      optimize "$glue" "$program"
    fi
  done
  stage "$glue"
  sizes
}

# The features are those that rustc's code has. What has one caller stays apart unless it is short: a browser compiles a
# function as a whole when it first runs, and of most only a part is needed. Functions by their names: what was made from
# the same source stands together, where the package's compression finds it alike. Program and script know each other's
# functions by names with long hashes, which don't compress; wasm-opt gives them short ones, and says which to give them in
# the script.
optimize() {
  local glue=$1 program=$2 feature features=()
  for feature in bulk-memory bulk-memory-opt reference-types multivalue sign-ext mutable-globals nontrapping-float-to-int \
    call-indirect-overlong; do features+=("--enable-$feature"); done
  node "$TOOLS/binaryen/bin/wasm-opt" "${features[@]}" --one-caller-inline-max-function-size=200 -Oz \
    --reorder-functions-by-name --minify-imports-and-exports-and-modules --strip-debug --strip-producers \
    "$glue/${program}_bg.wasm" -o "$glue/$program.wasm" >"$glue/$program.names"
  # ["module", "import", "short"], and ["export", "short"],
  sed -n 's/^ *\["[^"]*", "\([^"]*\)", "\([^"]*\)"\],\{0,1\}$/s,\\b\1\\b,\2,g/p
    s/^ *\["\([^"]*\)", "\([^"]*\)"\],\{0,1\}$/s,\\bwasm\\.\1\\b,wasm.\2,g/p' "$glue/$program.names" >"$glue/$program.sed"
  sed -f "$glue/$program.sed" -e "s,\"./${program}_bg.js\",a," "$glue/$program.js" >"$glue/$program.short.js"
}

# Everything that ships. Each program is one script: the browser fetches its files one after the other, and every one
# of them costs the time in which a popup could be drawn.
stage() {
  local glue=$1 program folder scripts=target/scripts
  rm -rf "$OUT" "$scripts"
  mkdir -p "$OUT" "$scripts"
  cp manifest.json LICENSE-APACHE LICENSE-MIT "$OUT"
  notices >"$OUT/THIRD-PARTY.txt"
  cp -R extension/. "$OUT"
  rm "$OUT"/vocabulary.json "$OUT"/*.js
  cp extension/{note,popup,sensor,stop}.js "$scripts"
  local language
  for language in extension/_locales/*; do texts "$language/messages.json" >"$OUT/${language#extension/}/messages.json"; done
  # The worker's core as a function that makes one: after a panic it is made anew.
  {
    printf '"use strict";\n'
    vocabulary requests
    printf 'const makeCore = () => {\n'
    cat "$glue/background.short.js"
    printf 'return wasm_bindgen;\n};\n'
    cat extension/background.js
  } >"$scripts/background.js"
  { cat "$glue/pages.short.js"; printf 'wasm_bindgen({ module_or_path: "pages.wasm" });\n'; } >"$scripts/pages-program.js"
  # A browser reads these on every page and each time the worker wakes or a popup opens: shorter is sooner.
  "$TOOLS/esbuild/bin/esbuild" --minify --log-level=error --outdir="$OUT" "$scripts"/*.js
  # In front only now, for esbuild leaves comments out.
  for folder in "$scripts" "$OUT"; do
    { printf '"use strict";\n'; vocabulary anyDialog opensDialog text; cat "$folder/sensor.js"; } >"$folder/sensor.part"
    mv "$folder/sensor.part" "$folder/sensor.js"
  done
  "$TOOLS/esbuild/bin/esbuild" --minify --log-level=error --allow-overwrite --outfile="$OUT/style.css" extension/style.css
  for program in $PROGRAMS; do cp "$glue/$program.wasm" "$OUT"; done
}

# The vocabulary, for a script that can't read it or shouldn't wait for it: what is named of it. `anyDialog` selects every
# dialog. `text` is all that a page doesn't need until a click on a control is considered: a comment, past which a browser
# skips faster than it reads any text, and of which it keeps no second copy; in signs of one byte each, as then the whole
# script is kept. What only the tests need stays out.
vocabulary() {
  node -e '
    const all = JSON.parse(require("fs").readFileSync("extension/vocabulary.json", "utf8"),
      (key, value) => (key === "seen" ? undefined : value));
    const { opensDialog, requests, ...text } = all;
    all.anyDialog = all.dialogs.map(({ dialog }) => dialog).join();
    const json = (value) => JSON.stringify(value)
      .replace(/[^ -~]/g, (sign) => "\\u" + sign.charCodeAt().toString(16).padStart(4, "0"))
      .replaceAll("*/", "*\\/");
    const parts = process.argv.slice(1)
      .map((name) => (name === "text" ? "text(){/*" + json(text) + "*/}" : name + ":" + json(all[name])));
    console.log("globalThis.plimsollVocabulary={" + parts.join() + "};");
  ' -- "$@"
}

# Whose code the programs hold, and under which terms: what may be had under the Apache License, which ships anyway, needs
# only its name; all else its own text, or where a crate has none that of its licence with its authors.
notices() {
  cargo metadata --quiet --locked --format-version 1 --filter-platform wasm32-unknown-unknown --features ui | node -e '
    const fs = require("fs");
    const { packages, resolve } = JSON.parse(fs.readFileSync(0, "utf8"));
    const crates = new Map(packages.map((crate) => [crate.id, crate]));
    const nodes = new Map(resolve.nodes.map(({ id, deps }) => [id, deps]));
    const held = new Set([resolve.root]);
    for (const id of held) {
      const used = nodes.get(id).filter(({ dep_kinds }) => dep_kinds.some(({ kind }) => kind === null));
      // What only writes code while it is compiled is no part of the program.
      for (const { pkg } of used) if (!crates.get(pkg).targets.some(({ kind }) => kind.includes("proc-macro"))) held.add(pkg);
    }
    held.delete(resolve.root);
    const terms = fs.readFileSync("LICENSE-MIT", "utf8").replace(/^[^]*(?=Permission is hereby granted)/, "").trim();
    const texts = new Map();
    const apache = ["the standard library of Rust"];
    const keep = (text, name) => texts.set(text, [...(texts.get(text) ?? []), name]);
    for (const id of held) {
      const { name, version, license, authors, manifest_path } = crates.get(id);
      const folder = manifest_path.replace(/[^/]*$/, "");
      const files = fs.readdirSync(folder).filter((file) => /^(un)?li[cs]en[cs]e|^copying/i.test(file));
      const whole = `${name} ${version}`;
      const read = (file) => keep(fs.readFileSync(folder + file, "utf8").trim(), whole);
      const choice = /(^|[/ (])Apache-2\.0($|[/ )])/.test(license);
      if (choice) apache.push(whole);
      const mit = files.filter((file) => /mit/i.test(file));
      const others = files.filter((file) => !/apache|mit/i.test(file));
      const own = choice ? (/ AND /.test(license) ? others : []) : mit.length > 0 ? mit : files;
      own.forEach(read);
      if (choice || own.length > 0) continue;
      if (license !== "MIT") throw new Error(`${whole} is under ${license} and has no text of it`);
      keep(`Copyright (c) ${authors.map((author) => author.replace(/ *<.*/, "")).join(", ")}\n\n${terms}`, whole);
    }
    const parts = [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}`);
    console.log(["The programs of this extension hold code of others.",
      `Under the Apache License 2.0 (LICENSE-APACHE): ${apache.join(", ")}`, ...parts].join("\n\n----\n\n"));
  '
}

# The texts as the browser needs them, one a line: what explains a text and its placeholders to who translates it stays
# out, and the placeholders are the numbers for which their names stand.
texts() {
  awk '
    BEGIN { printf "{" }
    /^  "/ { name = $1 }
    /^    "message": / { message = $0; sub(/^ *"message": /, "", message); sub(/,$/, "", message) }
    /^      "/ { placeholder = toupper($1); gsub(/[":]/, "", placeholder) }
    /^        "content": / { split($0, content, "\""); gsub("[$]" placeholder "[$]", content[4], message) }
    /^  }/ { printf "%s\n%s{\"message\":%s}", comma, name, message; comma = "," }
    END { print "\n}" }
  ' "$1"
}

sizes() {
  (cd "$OUT" && find . -type f -printf '%9s  %P\n' | sort -k2)
  printf '%9s  all of it, compressed\n' "$(tar -C "$OUT" -c . | gzip -9 | wc -c)"
}

run_tests() {
  build
  set_up_browser
  # It looks for what keeps people from using a page.
  fetch axe-core axe-core 4.10.3
  say "Format and lints"
  cargo fmt --all --check
  cargo clippy --quiet --locked --workspace --all-targets -- -D warnings
  cargo clippy --quiet --locked --target wasm32-unknown-unknown --features ui --lib --bins --tests -- -D warnings
  say "Native tests"
  cargo test --quiet --locked --workspace --exclude plimsoll-e2e
  say "WebAssembly tests in a browser"
  CHROMEDRIVER=$PLIMSOLL_CHROMEDRIVER CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=$TOOLS/bin/wasm-bindgen-test-runner \
    cargo test --locked --target wasm32-unknown-unknown --test web
  say "End-to-end tests in Chromium"
  cargo test --quiet --locked --package plimsoll-e2e
}

run() { cargo run --quiet --locked --release --package plimsoll-e2e --bin "$@"; }

case ${1:-build} in
  build) build; say "Built dist/chromium: load it at chrome://extensions with “Load unpacked”." ;;
  demo | bench | screenshots) build; set_up_browser; run "$1" -- "${@:2}" ;;
  test) run_tests ;;
  help | --help | -h) help ;;
  *) help; exit 2 ;;
esac
