#!/bin/sh
# Baut das Abbild und legt es in die Ablage der Plattform: ABBILD=Name, KONTO und PASSWORT für die Anmeldung.
# Mit docker, wo es läuft (GitHub), sonst mit buildah, das keinen Dienst und keine besonderen Rechte braucht.
set -eu
cd "$(dirname "$0")/../.."
name=$(printf %s "$ABBILD" | tr '[:upper:]' '[:lower:]')
register=${name%%/*}

if command -v docker >/dev/null && docker info >/dev/null 2>&1; then
    printf %s "$PASSWORT" | docker login --username "$KONTO" --password-stdin "$register"
    docker build --pull --file vorlagen/ci/Containerfile --tag "$name" .
    docker push "$name"
else
    if ! command -v buildah >/dev/null; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends buildah ca-certificates
    fi
    export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs
    printf %s "$PASSWORT" | buildah login --username "$KONTO" --password-stdin "$register"
    buildah build --pull --file vorlagen/ci/Containerfile --tag "$name" .
    buildah push "$name"
fi
