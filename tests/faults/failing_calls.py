"""What a small library, loaded before the system's own, makes of the calls that change a store's files: the n-th fails."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long calls, wanted;
static int problem, lasting, only_growing;

void faults_arm(const char *where, long n, int error, int lasts, int growing) {
    strncpy(folder, where, PATH_MAX - 1);
    calls = 0; wanted = n; problem = error; lasting = lasts; only_growing = growing;
}
long faults_calls(void) { long n = calls; folder[0] = 0; calls = 0; wanted = 0; return n; }

static int fails(const char *path, int grows) {
    if (!folder[0] || strncmp(path, folder, strlen(folder)) || (only_growing && !grows)) return 0;
    calls++;
    if (!wanted || !(calls == wanted || (lasting && calls > wanted))) return 0;
    errno = problem;
    return 1;
}
static int fails_at(int file, int grows) {
    char link[64], path[PATH_MAX];
    if (!folder[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return fails(path, grows);
}
#define REAL(type, name, kinds) static type (*real) kinds; if (!real) real = (type (*) kinds)dlsym(RTLD_NEXT, name)

ssize_t pwrite(int f, const void *b, size_t n, off_t at) {
    REAL(ssize_t, "pwrite", (int, const void *, size_t, off_t));
    if (fails_at(f, 1)) { int e = errno; real(f, b, n / 2, at); errno = e; return -1; }
    return real(f, b, n, at);
}
ssize_t pwrite64(int f, const void *b, size_t n, off64_t at) {
    REAL(ssize_t, "pwrite64", (int, const void *, size_t, off64_t));
    if (fails_at(f, 1)) { int e = errno; real(f, b, n / 2, at); errno = e; return -1; }
    return real(f, b, n, at);
}
ssize_t write(int f, const void *b, size_t n) {
    REAL(ssize_t, "write", (int, const void *, size_t));
    if (fails_at(f, 1)) { int e = errno; real(f, b, n / 2); errno = e; return -1; }
    return real(f, b, n);
}
int fsync(int f) { REAL(int, "fsync", (int)); return fails_at(f, 0) ? -1 : real(f); }
int fdatasync(int f) { REAL(int, "fdatasync", (int)); return fails_at(f, 0) ? -1 : real(f); }
int ftruncate(int f, off_t n) { REAL(int, "ftruncate", (int, off_t)); return fails_at(f, 0) ? -1 : real(f, n); }
int ftruncate64(int f, off64_t n) { REAL(int, "ftruncate64", (int, off64_t)); return fails_at(f, 0) ? -1 : real(f, n); }
int rename(const char *a, const char *b) {
    REAL(int, "rename", (const char *, const char *));
    return fails(a, 0) ? -1 : real(a, b);
}
int open(const char *p, int flags, ...) {
    REAL(int, "open", (const char *, int, ...));
    va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest);
    return (flags & O_CREAT) && fails(p, 1) ? -1 : real(p, flags, mode);
}
int open64(const char *p, int flags, ...) {
    REAL(int, "open64", (const char *, int, ...));
    va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest);
    return (flags & O_CREAT) && fails(p, 1) ? -1 : real(p, flags, mode);
}
"""


def build(folder: Path) -> Path:
    """Compile the library; it has to be named in ``LD_PRELOAD`` of the program whose calls are to fail."""
    source, library = folder / "faults.c", folder / "faults.so"
    source.write_text(SOURCE, encoding="ascii")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return library


def arm(where: Path, number: int, error: int, *, lasting: bool, only_growing: bool) -> None:
    """Let the ``number``-th call that changes a file below ``where`` fail from now on; 0 only counts."""
    ctypes.CDLL(None).faults_arm(
        str(where).encode(), ctypes.c_long(number), error, int(lasting), int(only_growing)
    )


def disarm() -> int:
    """Let every call go through again, and give how many there were."""
    counted = ctypes.CDLL(None).faults_calls
    counted.restype = ctypes.c_long
    return int(counted())
