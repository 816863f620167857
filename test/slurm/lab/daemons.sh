# Starts the daemons of a test cluster. Sourced by cluster.sh.

start_munged() {
  alive "$DIR/munge/munged.pid" && return 0
  [ -f "$DIR/munge/munge.key" ] || { (umask 077; dd if=/dev/urandom of="$DIR/munge/munge.key" bs=128 count=1 2>/dev/null); }
  chmod 600 "$DIR/munge/munge.key"
  # --origin: no dependence on how the host's name resolves.
  munged --key-file="$DIR/munge/munge.key" --socket="$MSOCK" --pid-file="$DIR/munge/munged.pid" \
         --log-file="$DIR/munge/munged.log" --seed-file="$DIR/munge/munged.seed" \
         --origin=127.0.0.1 --num-threads=4 || die "munged failed, see $DIR/munge/munged.log"
}

start_mariadb() {
  alive "$DIR/mysql/db.pid" && return 0
  local owner; owner=$(id -un)
  if [ ! -d "$DIR/mysql/data/mysql" ]; then
    mkdir -p "$DIR/mysql/data"
    mariadb-install-db --no-defaults --force --user=$owner --datadir="$DIR/mysql/data" --auth-root-authentication-method=normal \
        --skip-test-db --skip-name-resolve --innodb-log-file-size=16M >"$DIR/log/mariadb-install.log" 2>&1 \
        || die "mariadb-install-db failed, see $DIR/log/mariadb-install.log"
  fi
  mariadbd --no-defaults --user=$owner --datadir="$DIR/mysql/data" --socket="$DBSOCK" --pid-file="$DIR/mysql/db.pid" \
      --skip-networking --skip-name-resolve --innodb-buffer-pool-size=64M --innodb-log-file-size=16M \
      --innodb-lock-wait-timeout=900 --innodb-flush-log-at-trx-commit=0 --performance-schema=OFF \
      --log-error="$DIR/log/mariadb.log" </dev/null >/dev/null 2>&1 &
  disown
  local i
  for ((i = 0; i < 600; i++)); do
    mariadb-admin --no-defaults --socket="$DBSOCK" -u root ping >/dev/null 2>&1 && break
    sleep 0.05
  done
  [ $i -lt 600 ] || die "mariadbd did not answer, see $DIR/log/mariadb.log"
  mariadb --no-defaults --socket="$DBSOCK" -u root -e \
    "CREATE USER IF NOT EXISTS slurm@localhost IDENTIFIED BY 'slurm'; GRANT ALL ON slurm_acct.* TO slurm@localhost" \
    || die "cannot create the database user"
}

start_slurmdbd() {
  alive "$DIR/run/slurmdbd.pid" && return 0
  # MYSQL_UNIX_PORT: StorageHost=localhost then means our private socket.
  MYSQL_UNIX_PORT=$DBSOCK SLURM_CONF=$CONF slurmdbd || die "slurmdbd failed"
  local i
  for ((i = 0; i < 600; i++)); do
    tcp_up "$PORT_DBD" && SLURM_CONF=$CONF timeout 5 sacctmgr -n -P show cluster >/dev/null 2>&1 && break
    sleep 0.1
  done
  [ $i -lt 600 ] || die "slurmdbd did not answer, see $DIR/log/slurmdbd.log"
  # slurmctld would register the cluster by itself, but the first jobs' records are then incomplete.
  # (A second "add" of the same cluster fails harmlessly.)
  SLURM_CONF=$CONF sacctmgr -i -Q add cluster "$CLUSTER" >"$DIR/log/sacctmgr.log" 2>&1
}

start_ctld() {
  alive "$DIR/run/slurmctld.pid" && return 0
  local pre=""; [ "${TICKS:-0}" = 1 ] && pre=$DIR/etc/ticks.so
  (cd "$DIR/log" && SLURM_CONF=$CONF ${pre:+env LD_PRELOAD="$pre"} slurmctld) || die "slurmctld failed, see $DIR/log/slurmctld.log"
  local i
  for ((i = 0; i < 300; i++)); do tcp_up "$PORT_CTLD" && break; sleep 0.05; done
  [ $i -lt 300 ] || die "slurmctld does not listen, see $DIR/log/slurmctld.log"
}

start_node() {
  alive "$DIR/run/slurmd.$1.pid" && return 0
  mkdir -p "$DIR/spool/$1"
  # setsid + closed stdio so that slurmd does not hold the caller's terminal or pipes
  (cd "$DIR/log" && SLURM_CONF=$CONF setsid slurmd -N "$1" </dev/null >>"$DIR/log/slurmd.$1.start" 2>&1) \
    || die "slurmd -N $1 failed: $(cat "$DIR/log/slurmd.$1.start"), see $DIR/log/slurmd.$1.log"
}

wait_idle() {
  local i bad
  for ((i = 0; i < 600; i++)); do
    bad=$(SLURM_CONF=$CONF timeout 5 sinfo -h -N -o '%N %T' 2>&1 | sort -u | grep -vE ' (idle|mixed|allocated|completing)$')
    [ -z "$bad" ] && return 0
    sleep 0.05
  done
  echo "$bad" >&2; return 1
}

# Optional: make slurmctld's 30 s time-limit check come about every second.
# The check is "difftime(now, last) >= 30" in slurmctld's main thread; the shim
# multiplies difftime() there (and only there) by 30.
build_ticks() {
  command -v gcc >/dev/null || die "--fast-ticks needs gcc"
  cat >"$DIR/etc/ticks.c" <<'EOF'
#define _GNU_SOURCE
#include <time.h>
#include <unistd.h>
#include <sys/syscall.h>
double difftime(time_t a, time_t b)
{
	double d = (double)(a - b);
	return syscall(SYS_gettid) == getpid() ? d * 30 : d;
}
EOF
  gcc -shared -fPIC -O1 -o "$DIR/etc/ticks.so" "$DIR/etc/ticks.c" || die "cannot compile the shim"
}
