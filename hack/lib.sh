# What ./demo, ./test and .ci/run have in common. Sourced, not run.
# shellcheck shell=bash

# A JDK 25 on this machine, although `java` may be another one. Prints its directory.
find_jdk() {
  local candidate on_path=
  if command -v java >/dev/null; then
    on_path=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
  fi
  for candidate in \
    "${JAVA_HOME:-}" "$on_path" \
    /usr/lib/jvm/*25* /opt/*25* /opt/java/*25* \
    "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* \
    "$HOME"/.local/share/mise/installs/java/*25* "$HOME"/.asdf/installs/java/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    if [ -x "$candidate/bin/javac" ] && grep -qs '^JAVA_VERSION="25' "$candidate/release"; then
      printf '%s\n' "$candidate"
      return
    fi
  done
  return 1
}

# Every prerequisite that the scripts themselves cannot provide. Says all that is missing at once,
# exports JAVA_HOME.
require_prerequisites() {
  local missing=() maven
  if [ "$(uname -s)" != Linux ]; then
    missing+=("Linux: the Kubernetes control plane exists for nothing else; use a virtual machine or WSL 2")
  fi
  if JAVA_HOME=$(find_jdk); then
    export JAVA_HOME
    # Older Mavens use what the JDK 25 warns of; nobody here can do anything about it.
    export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
  else
    missing+=("JDK 25: install it, for example from https://adoptium.net/temurin/releases/?version=25, or set JAVA_HOME to it")
  fi
  if ! command -v mvn >/dev/null; then
    missing+=("Maven 3.8 or newer: apt-get install maven, or https://maven.apache.org/download.cgi")
  elif [ -n "$JAVA_HOME" ]; then
    maven=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
    if [ "$(printf '%s\n' 3.8 "$maven" | sort -V | head -n 1)" != 3.8 ]; then
      missing+=("Maven 3.8 or newer (here is ${maven:-one that does not start}): https://maven.apache.org/download.cgi")
    fi
  fi
  command -v npm >/dev/null || missing+=("npm: it comes with Node.js, https://nodejs.org/en/download; any version that npm still supports")
  command -v curl >/dev/null || missing+=("curl: apt-get install curl")
  [ ${#missing[@]} -gt 0 ] || return 0
  printf 'Missing here:\n' >&2
  printf '  - %s\n' "${missing[@]}" >&2
  return 1
}
