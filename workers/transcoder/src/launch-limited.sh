#!/bin/sh
# Runs a media program under limits, without network and without our environment:
#   launch-limited.sh --limits CPU_SECONDS MEMORY_BYTES FILE_BYTES PROGRAM ARGUMENT...
# Each step is an exec, so the process id that the parent knows stays the program's own.
# Without --limits (fluent-ffmpeg asks ffmpeg for its list of encoders so) it is plain ffmpeg.
[ "$1" = --limits ] || exec ffmpeg "$@"
cpu=$2 memory=$3 file=$4
shift 4

# A limit that a platform lacks (macOS has no -v) is left out; a subshell tries it first.
limit() { (ulimit "$@") 2>/dev/null && ulimit "$@"; }
has() { "$@" true >/dev/null 2>&1; }

limit -c 0
limit -H -t "$((cpu + 5))"
limit -S -t "$cpu"
limit -v "$((memory / 1024))"
limit -f "$((file / 512))"

set -- env -i "PATH=$PATH" "$@"
# The program dies with the thread that started it: a killed platform leaves no encoder behind.
has setpriv --pdeathsig KILL && set -- setpriv --pdeathsig KILL "$@"
has unshare -rn && set -- unshare -rn "$@"
# A group of its own: one signal reaches whatever it started, and Ctrl-C is ours to answer.
has setsid && set -- setsid "$@"
exec "$@"
