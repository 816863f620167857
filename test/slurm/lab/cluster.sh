#!/bin/bash
# A real, throw-away Slurm cluster (Debian packages) on one machine, for tests. Everything lies in one folder; nothing in
# /etc is edited; all traffic stays on the loopback.
#
#   cluster.sh install                 installs the packages (root on Debian)
#   cluster.sh DIR up [--nodes N] [--cpus C] [--mem MB] [--gpus G] [--proctrack cgroup|linuxproc] [--accounting]
#                     [--kill-wait S] [--node-timeout S] [--grace S] [--fast-ticks] [--prefix P]
#   cluster.sh DIR down                ends every process of it and removes the folder
#   cluster.sh DIR node-kill NODE      power loss: slurmd and everything it runs
#   cluster.sh DIR node-start NODE
#   cluster.sh DIR ctld-stop | ctld-start
set -u
HERE=$(cd "$(dirname "$0")" && pwd)
export LC_ALL=C
PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH
. "$HERE/processes.sh"
. "$HERE/configuration.sh"
. "$HERE/daemons.sh"

UPING=0
die()  { echo "cluster: $*" >&2; [ "$UPING" = 1 ] && { UPING=0; cmd_down; }; exit 1; }
load_meta() { [ -f "$DIR/lab.meta" ] || die "no cluster in $DIR"; . "$DIR/lab.meta"; }

cmd_install() {
  local p missing=""
  for p in slurm-wlm slurmctld slurmd slurm-client slurmdbd munge mariadb-server jq iproute2 gcc libc6-dev; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
  done
  [ -z "$missing" ] && return 0
  # The packages try to start their services: forbidden for the time of the installation.
  local policy=/usr/sbin/policy-rc.d made=0 rc
  if [ ! -e $policy ]; then printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy && made=1; fi
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086
  apt-get update -qq && apt-get install -y --no-install-recommends $missing
  rc=$?
  [ $made = 1 ] && rm -f $policy
  return $rc
}

cmd_up() {
  NODES=1 CPUS=2 MEM=2000 GPUS=0 ACCOUNTING=0 PROCTRACK=auto PREFIX=n TICKS=0 KILLWAIT=5 NODETIMEOUT=15 GRACE=0 CLUSTER=test
  while [ $# -gt 0 ]; do
    case $1 in
      --nodes) NODES=$2; shift;;          --cpus) CPUS=$2; shift;;
      --mem) MEM=$2; shift;;              --gpus) GPUS=$2; shift;;
      --accounting) ACCOUNTING=1;;        --proctrack) PROCTRACK=$2; shift;;
      --fast-ticks) TICKS=1;;             --prefix) PREFIX=$2; shift;;
      --kill-wait) KILLWAIT=$2; shift;;   --node-timeout) NODETIMEOUT=$2; shift;;
      --grace) GRACE=$2; shift;;
      *) die "up: unknown option $1";;
    esac; shift
  done
  [ ${#DIR} -le 70 ] || die "the folder's name is too long for unix sockets: $DIR"
  mkdir -p "$DIR" || exit 1
  [ $PROCTRACK = auto ] && { if cgroup_ok; then PROCTRACK=cgroup; else PROCTRACK=linuxproc; fi; }
  PORT_CTLD=$(pick_ports $((NODES + 12))) || die "no free ports"
  PORT_DBD=$((PORT_CTLD + 1))
  case $(getent ahostsv4 "$(uname -n)" 2>/dev/null | awk 'NR==1{print $1}') in 127.*) LOOPBACK=1;; *) LOOPBACK=0;; esac
  UPING=1
  write_conf
  [ $TICKS = 1 ] && build_ticks
  start_munged
  if [ $ACCOUNTING = 1 ]; then start_mariadb; start_slurmdbd; fi
  start_ctld
  local i; for ((i = 1; i <= NODES; i++)); do start_node "$PREFIX$i"; done
  wait_idle || die "nodes did not become idle, see $DIR/log"
  UPING=0
}

cmd_down() {
  local f p
  [ -d "$DIR" ] || return 0
  find_ancestors
  # 1. slurmds first, so that nobody starts anything new
  for f in "$DIR"/run/slurmd.*.pid; do [ -e "$f" ] || continue; alive "$f" && kill -TERM "$PID" 2>/dev/null; done
  for f in "$DIR"/run/slurmd.*.pid; do [ -e "$f" ] && stop_pidfile "$f" 50; done
  # 2. jobs: the slurmstepds, their descendants, and whatever carries our SLURM_CONF and a job id
  p=$(stepd_pids | tr '\n' ' ')
  p="$(descendants $p) $(job_pids_by_env | tr '\n' ' ')"
  if [ -f "$DIR/lab.meta" ]; then
    p="$p $(. "$DIR/lab.meta"; [ "$PROCTRACK" = cgroup ] && for ((f = 1; f <= NODES; f++)); do cgroup_pids "$PREFIX$f"; done)"
  fi
  for f in $p; do case $ANCESTORS in *" $f "*) ;; *) kill -KILL "$f" 2>/dev/null;; esac; done
  # 3. the rest, in the order of dependence
  stop_pidfile "$DIR/run/slurmctld.pid" 100
  stop_pidfile "$DIR/run/slurmdbd.pid" 100
  stop_pidfile "$DIR/mysql/db.pid" 200
  stop_pidfile "$DIR/munge/munged.pid" 30
  if [ -f "$DIR/lab.meta" ]; then
    ( . "$DIR/lab.meta"; [ "$PROCTRACK" = cgroup ] && for ((f = 1; f <= NODES; f++)); do cgroup_clean "$PREFIX$f"; done )
  fi
  rm -rf "$DIR"
}

cmd_node_kill() {
  load_meta; local p s
  s=$(stepd_pids "$1/")
  alive "$DIR/run/slurmd.$1.pid" && { kill -KILL "$PID"; wait_pid_gone "$PID" 20; }
  p=$(descendants $s); [ "$PROCTRACK" = cgroup ] && p="$p $(cgroup_pids "$1")"
  # shellcheck disable=SC2086
  [ -n "${p// /}" ] && kill -KILL $p 2>/dev/null
  rm -f "$DIR/run/slurmd.$1.pid"
  # Else the controller takes half a minute to notice.
  SLURM_CONF=$CONF scontrol update NodeName="$1" State=DOWN Reason=node-kill
  return 0
}

cmd_node_start() {
  load_meta; export SLURM_CONF=$CONF
  # The controller still has "kill job" messages queued for this node; they would kill a requeued job: they pass first.
  scontrol update NodeName="$1" State=DRAIN Reason=node-start
  start_node "$1"
  local i; for ((i = 0; i < 50; i++)); do [ "$(sinfo -h -n "$1" -p debug -o %T)" = drained ] && break; sleep 0.1; done
  sleep 1.5
  scontrol update NodeName="$1" State=RESUME
}

[ "${1:-}" = install ] && { cmd_install; exit $?; }
DIR=${1:?folder}; shift
case $DIR in /*) ;; *) DIR=$PWD/$DIR;; esac
CONF=$DIR/etc/slurm.conf
MSOCK=$DIR/munge/munge.socket
DBSOCK=$DIR/mysql/db.sock
verb=${1:?verb}; shift
case $verb in
  up) cmd_up "$@";;
  down) cmd_down;;
  node-kill) cmd_node_kill "$1";;
  node-start) cmd_node_start "$1";;
  ctld-stop) load_meta; stop_pidfile "$DIR/run/slurmctld.pid";;
  ctld-start) load_meta; start_ctld;;
  *) die "unknown verb $verb";;
esac
