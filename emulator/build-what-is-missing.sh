# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
#
# For the scripts that run something of this build: finds a JDK, and builds what is missing or older than
# its sources. To be sourced by a script that has set root, the top folder, and self, its own name. Maven
# is called only if there is something to build.

# Java takes the encoding of file names from the locale, and that of C has no letters beyond ASCII. A Mac
# has one encoding for all.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
*[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
*) [[ $OSTYPE == darwin* ]] || export LC_ALL=C.UTF-8 ;;
esac

# Without HOME, a tilde is the home that the system knows.
if [[ -z ${HOME:-} ]]; then
  unset HOME
  HOME=~
  export HOME
fi

fail() {
  echo "$self: $1" >&2
  exit 1
}

# What is linked into the temporary folder becomes part of class paths, which a colon separates and a JVM
# reads in the encoding of the locale that it is given: one that fits no class path is not used.
case $(printf %s "${TMPDIR:-}" | LC_ALL=C tr -d '!-9;-~ ') in
'') ;;
*)
  echo "$self: /tmp is used instead of TMPDIR ($TMPDIR): a class path takes no colon and only ASCII." >&2
  export TMPDIR=/tmp
  ;;
esac

# The major version in a JDK's release file; starting each candidate to ask it would take seconds.
java_major() {
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true
}

find_java_home() {
  local on_path="" candidate major
  if command -v java >/dev/null; then
    on_path=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
  fi
  for candidate in "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    major=$(java_major "$candidate")
    if [[ -n $major && $major -ge 25 && -x $candidate/bin/java && -x $candidate/bin/javac ]]; then
      echo "$candidate"
      return
    fi
  done
  fail "a JDK 25 is needed and none was found: install one, or set JAVA_HOME to it."
}

# Whether the build result $1 is missing, or older than one of the sources after it. A folder counts as
# a source of its own, because a deleted file changes nothing else.
outdated() {
  local result=$1
  shift
  [[ ! -e $result ]] || [[ -n $(find "$@" -newer "$result" -print 2>/dev/null | head -n 1) ]]
}

# A colon separates the entries of a class path, so no entry can have one: a checkout in such a folder is
# used through a link.
if [[ $root == *:* ]]; then
  links=${TMPDIR:-/tmp}/events-relay-$(id -u)
  (umask 077 && mkdir -p "$links")
  [[ -O $links && ! -L $links ]] || fail "$links belongs to somebody else: set TMPDIR to a folder of your own."
  link=$links/$(printf %s "$root" | cksum | tr -dc 0-9)
  ln -sfn "$root" "$link"
  root=$link
fi

# There while something is packaged: a run that was ended leaves JARs that look new and are not whole.
# infra-sam/package-functions has it too.
unfinished=$root/target/packaging-unfinished

emulator=$root/emulator
functions=(onauthorize onconnect ondisconnect sendmessage)
results=(
  "$emulator/target/emulator.jar"
  "$emulator/dynamodb-local/target/lib"
  "$emulator/runtime-interface-client/target/lib"
  "$emulator/elasticmq/target/lib"
)
for module in "${functions[@]}"; do
  results+=("$root/$module/target/$module.jar")
done

emulator_outdated() {
  local module
  [[ ! -e $unfinished ]] || return 0
  outdated "$emulator/target/emulator.jar" "$root/pom.xml" "$emulator/pom.xml" "$emulator/src/main" && return
  outdated "$emulator/dynamodb-local/target/lib" "$emulator/dynamodb-local/pom.xml" && return
  outdated "$emulator/runtime-interface-client/target/lib" "$emulator/runtime-interface-client/pom.xml" && return
  outdated "$emulator/elasticmq/target/lib" "$emulator/elasticmq/pom.xml" && return
  for module in "${functions[@]}"; do
    outdated "$root/$module/target/$module.jar" "$root/pom.xml" \
      "$root/handlers-core/pom.xml" "$root/handlers-core/src/main" \
      "$root/$module/pom.xml" "$root/$module/src/main" && return
  done
  return 1
}

# Builds the emulator, the functions, and the modules that are named, with the results that they leave.
build() {
  local java_home=$1 projects module log maven
  shift
  [[ -w $root ]] ||
    fail "there is something to build and $root cannot be written: run this once where it can, or in a copy."
  projects=emulator,emulator/dynamodb-local,emulator/runtime-interface-client,emulator/elasticmq
  for module in "${functions[@]}" "$@"; do
    projects+=,$module
  done
  echo "$self: building what is missing or has changed; the first build fetches from Maven Central." >&2
  mkdir -p "${unfinished%/*}"
  : >"$unfinished"
  log=$(mktemp "${TMPDIR:-/tmp}/${self##*/}-build.XXXXXX")
  JAVA_HOME=$java_home "$root/mvnw" --file "$root/pom.xml" --batch-mode --projects "$projects" --also-make \
    -DskipTests package >"$log" 2>&1 &
  maven=$!
  trap 'kill "$maven" 2>/dev/null; wait "$maven" || true; rm -f "$log"; exit 143' TERM INT HUP
  show_build "$maven" "$log" >&2
  if ! wait "$maven"; then
    sed '/^\[INFO\]/d; /^$/d' "$log" >&2
    rm -f "$log"
    fail "the build failed; what Maven says about it is above."
  fi
  trap - TERM INT HUP
  rm -f "$log"
  # Maven leaves a result alone if nothing in it would change: without this it would count as old for ever.
  touch "${results[@]}"
  rm -f "$unfinished"
}

# Shows what the Maven of process id $1 does by its log $2, until it ends: one line that changes on a
# terminal, one line for each module elsewhere.
show_build() {
  local shown="" now started=$SECONDS
  while kill -0 "$1" 2>/dev/null; do
    now=$(sed -n 's/^\[INFO\] Building events-relay: \(.*\) [^ ]* *\[\([0-9]*\)\/\([0-9]*\)\]$/\1, module \2 of \3/p' "$2" |
      tail -n 1)
    if [[ -t 2 ]]; then
      printf '\r\033[K%s: %s, %d s' "$self" "${now:-Maven starts}" $((SECONDS - started))
    elif [[ $now != "$shown" ]]; then
      echo "$self: $now"
      shown=$now
    fi
    sleep 1
  done
  [[ ! -t 2 ]] || printf '\r\033[K'
}
