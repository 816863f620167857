# Processes and control groups of a test cluster. Sourced by cluster.sh.

# cgroup v1 with a freezer: what proctrack/cgroup can use without systemd.
CG=/sys/fs/cgroup

alive() {                       # alive PIDFILE  -> 0 and sets PID when that process lives and is ours
  PID=$(cat "$1" 2>/dev/null) || return 1
  [ -n "$PID" ] && kill -0 "$PID" 2>/dev/null || return 1
  grep -q '^State:[[:space:]]*Z' "/proc/$PID/status" 2>/dev/null && return 1      # a zombie PID 1 has not reaped yet
  case $(cat "/proc/$PID/comm" 2>/dev/null) in
    slurm*|munged|mariadbd) return 0;;
  esac
  return 1
}

wait_pid_gone() {               # wait_pid_gone PID TENTHS
  local i
  for ((i = 0; i < $2; i++)); do
    [ -d "/proc/$1" ] && [ "$(awk '{print $3}' "/proc/$1/stat" 2>/dev/null)" != Z ] || return 0
    sleep 0.1
  done
  return 1
}

stop_pidfile() {                # TERM, then KILL after 10 s
  alive "$1" || { rm -f "$1"; return 0; }
  local p=$PID
  kill -TERM "$p" 2>/dev/null
  wait_pid_gone "$p" "${2:-100}" || { kill -KILL "$p" 2>/dev/null; wait_pid_gone "$p" 20; }
  rm -f "$1"
}

tcp_up() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

descendants() {                 # all descendants of the PIDs given
  local all="$*" cur="$*" nxt p
  while [ -n "$cur" ]; do
    nxt=""
    for p in $cur; do nxt="$nxt $(cat /proc/"$p"/task/*/children 2>/dev/null | tr '\n' ' ')"; done
    cur=$(echo $nxt); all="$all $cur"
  done
  echo $all
}

stepd_pids() {                  # slurmstepds of this lab (of one node, if given): they hold a socket in the spool
  ss -xlpH 2>/dev/null | grep -F "$DIR/spool/${1:-}" | grep -o 'pid=[0-9]*' | cut -d= -f2 | sort -u
}

job_pids_by_env() {             # processes with this lab's SLURM_CONF and a SLURM_JOB_ID in their environment
  local e p
  for e in /proc/[0-9]*/environ; do
    p=${e#/proc/}; p=${p%/environ}
    case $ANCESTORS in *" $p "*) continue;; esac
    grep -qzFx "SLURM_CONF=$CONF" "$e" && grep -qz '^SLURM_JOB_ID=' "$e" && echo "$p"
  done 2>/dev/null
}

find_ancestors() {
  local p=$$; ANCESTORS=" "
  while [ "$p" -gt 1 ] 2>/dev/null; do
    ANCESTORS="$ANCESTORS$p "; p=$(awk '/^PPid:/{print $2}' /proc/"$p"/status 2>/dev/null || echo 0)
  done
}

cgroup_ok() {
  [ "$(id -u)" = 0 ] && grep -qs ' /sys/fs/cgroup/freezer cgroup ' /proc/mounts && grep -qs ' /sys/fs/cgroup/memory cgroup ' /proc/mounts \
    && mkdir $CG/freezer/slurmlab.$$ 2>/dev/null && rmdir $CG/freezer/slurmlab.$$
}

cgroup_busy() {
  local f c
  for f in /proc/[0-9]*/comm; do
    read -r c <"$f" && [ "$c" = slurmd ] && [ "$(tr '\0' ' ' <"${f%comm}cmdline")" = "slurmd -N $1 " ] && return 0
  done 2>/dev/null
  return 1
}

cgroup_pids() { [ -d "$CG/freezer/slurm_$1" ] && ! cgroup_busy "$1" && find "$CG/freezer/slurm_$1" -name cgroup.procs -exec cat {} + 2>/dev/null | sort -u; }

cgroup_clean() {
  local c
  cgroup_busy "$1" && return 0
  for c in freezer memory cpuset devices cpuacct; do
    [ -d "$CG/$c/slurm_$1" ] && find "$CG/$c/slurm_$1" -depth -type d -exec rmdir {} \; 2>/dev/null
  done
  return 0
}
