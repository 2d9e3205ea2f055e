# Container images without a container engine: folders become layers, layers become an archive. Sourced, not run.
# shellcheck shell=bash
#
# An archive is both an OCI image layout and what `docker load` reads, as `docker save` writes it: so
# `docker load`, `kind load image-archive`, `ctr images import`, podman and skopeo take it. Layers are not
# compressed: whoever pushes them compresses them, and no compressor's version changes a digest.
#
# The same files give the same bytes: names are sorted, owners are numbers, and there is one date for all.

# The date of everything in an image, in seconds: that of the build's own archives (project.build.outputTimestamp).
readonly OCI_DATE=${SOURCE_DATE_EPOCH:-1767225600}

oci_architecture() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) uname -m ;;
  esac
}

# A layer from everything below a folder. Everybody may read it, nobody but root could change it.
oci_layer() { # folder, file to write
  tar --directory "$1" --create --file "$2" --format=gnu --sort=name --mtime="@$OCI_DATE" \
    --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX .
}

# What a program for this machine needs beside itself: the C library and its like, at their paths.
oci_libraries() { # folder of the image, folder or program ...
  local root=$1 file
  shift
  find "$@" -type f \( -name '*.so' -o -perm -u+x \) -print0 | xargs -0 -n 1 ldd 2>/dev/null |
    sed -n 's/^\s*\(.* => \)\?\(\/[^ ]*\) (0x.*/\2/p' | sort -u |
    while read -r file; do
      case $file in "$1"/*) continue ;; esac
      mkdir -p "$root$(dirname "$file")"
      cp --dereference "$file" "$root$file"
    done
}

# Users and a place for temporary files. `hosts: files dns` is what Java and Node look names up with.
oci_skeleton() { # folder of the image
  mkdir -p "$1/etc" "$1/tmp"
  printf 'root:x:0:0:root:/:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin\n' >"$1/etc/passwd"
  printf 'root:x:0:\nnonroot:x:65532:\n' >"$1/etc/group"
  printf 'passwd: files\ngroup: files\nhosts: files dns\n' >"$1/etc/nsswitch.conf"
}

oci_blob() { # file: moves it to where its digest says, prints the digest
  local digest
  digest=$(sha256sum "$1" | cut -d ' ' -f 1)
  mv "$1" "$oci_work/blobs/sha256/$digest"
  printf '%s\n' "$digest"
}

oci_json_list() { # text ...
  local separator='' text
  printf '['
  for text in "$@"; do
    printf '%s"%s"' "$separator" "$text"
    separator=,
  done
  printf ']'
}

oci_size() { stat --format %s "$oci_work/blobs/sha256/$1"; }

# The name in full, as containerd knows images: what Docker would complete is completed.
oci_full_name() { # name:tag
  case $1 in
    localhost/* | *.*/* | *:*/*) printf '%s\n' "$1" ;;
    */*) printf 'docker.io/%s\n' "$1" ;;
    *) printf 'docker.io/library/%s\n' "$1" ;;
  esac
}

# Writes the archive and prints `digest-of-the-image name`. Layers are used up. The date of creation is
# that of everything in it.
oci_archive() { # archive, name:tag, config (JSON, members of "config" in an OCI image), layer ...
  local archive=$1 name=$2 config=$3 created layers=() digest digests=() descriptors='' file=''
  shift 3
  created=$(date --utc --date "@$OCI_DATE" +%Y-%m-%dT%H:%M:%SZ)
  oci_work=$(mktemp -d "$(dirname "$archive")/.oci.XXXXXX")
  mkdir -p "$oci_work/blobs/sha256"
  for file in "$@"; do
    digest=$(oci_blob "$file")
    digests+=("sha256:$digest") layers+=("blobs/sha256/$digest")
    descriptors+="${descriptors:+,}{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"sha256:$digest\",\"size\":$(oci_size "$digest")}"
  done
  printf '{"architecture":"%s","os":"linux","created":"%s","config":%s,"rootfs":{"type":"layers","diff_ids":%s}}' \
    "$(oci_architecture)" "$created" "$config" "$(oci_json_list "${digests[@]}")" >"$oci_work/new"
  config=$(oci_blob "$oci_work/new")
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%d},"layers":[%s]}' \
    "$config" "$(oci_size "$config")" "$descriptors" >"$oci_work/new"
  digest=$(oci_blob "$oci_work/new")
  printf '{"imageLayoutVersion":"1.0.0"}' >"$oci_work/oci-layout"
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%d,"annotations":{"io.containerd.image.name":"%s","org.opencontainers.image.ref.name":"%s"}}]}' \
    "$digest" "$(oci_size "$digest")" "$(oci_full_name "$name")" "${name##*:}" >"$oci_work/index.json"
  printf '[{"Config":"blobs/sha256/%s","RepoTags":["%s"],"Layers":%s}]' \
    "$config" "$name" "$(oci_json_list "${layers[@]}")" >"$oci_work/manifest.json"
  oci_layer "$oci_work" "$archive"
  rm -rf "$oci_work"
  printf 'sha256:%s %s\n' "$digest" "$name"
}
