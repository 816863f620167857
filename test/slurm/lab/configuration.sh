# Writes the configuration of a test cluster. Sourced by cluster.sh.

pick_ports() {                  # finds COUNT consecutive free ports below the ephemeral range
  local count=$1 base i ok tries=0 lo=20000 hi=32000
  while ((tries++ < 200)); do
    base=$((lo + (RANDOM * 32768 + RANDOM) % (hi - lo - count)))
    ok=1
    for ((i = 0; i < count; i++)); do tcp_up $((base + i)) && { ok=0; break; }; done
    [ $ok = 1 ] && { echo $base; return 0; }
  done
  return 1
}

write_conf() {
  mkdir -p "$DIR"/{etc,munge,run,log,state,spool,mysql}
  chmod 755 "$DIR" "$DIR"/{etc,run,log,munge,spool}; chmod 700 "$DIR/state"
  local gres=""
  if [ "$GPUS" -gt 0 ]; then
    gres=" Gres=gpu:$GPUS"
    mkdir -p "$DIR/dev"; : >"$DIR/etc/gres.conf"
    local g
    for ((g = 0; g < GPUS; g++)); do
      [ -c "$DIR/dev/nvidia$g" ] || mknod -m 666 "$DIR/dev/nvidia$g" c 1 3 || die "GPUs need root"
      echo "NodeName=$PREFIX[1-$NODES] Name=gpu File=$DIR/dev/nvidia$g" >>"$DIR/etc/gres.conf"
    done
  fi
  { write_daemons; write_policy; write_nodes "$gres"; } >"$DIR/etc/slurm.conf"
  write_cgroup_conf >"$DIR/etc/cgroup.conf"
  [ "$ACCOUNTING" = 1 ] && (umask 077; write_slurmdbd_conf >"$DIR/etc/slurmdbd.conf")
  echo "CLUSTER=$CLUSTER NODES=$NODES ACCOUNTING=$ACCOUNTING PORT_CTLD=$PORT_CTLD PORT_DBD=$PORT_DBD PROCTRACK=$PROCTRACK PREFIX=$PREFIX TICKS=$TICKS" >"$DIR/lab.meta"
}

write_daemons() {
  local owner; owner=$(id -un)
  cat <<EOF
ClusterName=$CLUSTER
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$PORT_CTLD
SlurmdPort=$((PORT_CTLD + 10))
SlurmUser=$owner
SlurmdUser=$owner
AuthType=auth/munge
# cred_expire is also how long a requeued job waits before it starts again
AuthInfo=socket=$MSOCK,cred_expire=5
CredType=cred/munge
StateSaveLocation=$DIR/state
SlurmdSpoolDir=$DIR/spool/%n
SlurmctldPidFile=$DIR/run/slurmctld.pid
SlurmdPidFile=$DIR/run/slurmd.%n.pid
SlurmctldLogFile=$DIR/log/slurmctld.log
SlurmdLogFile=$DIR/log/slurmd.%n.log
SlurmctldDebug=verbose
SlurmdDebug=verbose
LogTimeFormat=iso8601_ms
MailProg=/bin/true
SwitchType=switch/none
MpiDefault=none
ProctrackType=proctrack/$PROCTRACK
TaskPlugin=task/$([ "$PROCTRACK" = cgroup ] && echo cgroup || echo none)
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=1
EOF
  # Binds to the address of the host's name: only where that is the loopback.
  [ "$LOOPBACK" = 1 ] && echo "CommunicationParameters=NoCtldInAddrAny,NoInAddrAny"
  [ "$GPUS" -gt 0 ] && echo "GresTypes=gpu"
  if [ "$ACCOUNTING" = 1 ]; then
    cat <<EOF
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$PORT_DBD
AccountingStoragePass=$MSOCK
EOF
  fi
  return 0
}

write_policy() {
  cat <<EOF
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
DefMemPerCPU=$((MEM / CPUS))
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
SlurmdParameters=config_overrides
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,batch_sched_delay=0,bf_interval=1
KillWait=$KILLWAIT
OverTimeLimit=0
CompleteWait=0
EpilogMsgTime=0
InactiveLimit=0
MinJobAge=300
SlurmdTimeout=$NODETIMEOUT
SlurmctldTimeout=30
MessageTimeout=10
TCPTimeout=2
ReturnToService=2
JobRequeue=1
EOF
}

write_nodes() {
  echo "NodeName=$PREFIX[1-$NODES] NodeHostname=localhost NodeAddr=127.0.0.1 Port=[$((PORT_CTLD + 11))-$((PORT_CTLD + 10 + NODES))] CPUs=$CPUS Boards=1 SocketsPerBoard=1 CoresPerSocket=$CPUS ThreadsPerCore=1 RealMemory=$MEM$1 State=UNKNOWN"
  local limits="Nodes=ALL MaxTime=INFINITE DefaultTime=60 State=UP"
  echo "PartitionName=debug $limits Default=YES PriorityTier=10 PreemptMode=OFF"
  echo "PartitionName=high $limits PriorityTier=20 PreemptMode=OFF"
  echo "PartitionName=low $limits PriorityTier=1 PreemptMode=REQUEUE GraceTime=$GRACE"
  echo "PartitionName=lowcancel $limits PriorityTier=1 PreemptMode=CANCEL GraceTime=$GRACE"
}

write_cgroup_conf() {
  # slurmd loads a cgroup plugin even when nothing uses it, and autodetection is fatal on some hosts.
  echo "CgroupPlugin=cgroup/v1"
  [ "$PROCTRACK" = cgroup ] || return 0
  cat <<EOF
CgroupAutomount=yes
CgroupMountpoint=/sys/fs/cgroup
ConstrainCores=no
ConstrainRAMSpace=yes
ConstrainSwapSpace=no
EOF
}

write_slurmdbd_conf() {
  cat <<EOF
AuthType=auth/munge
AuthInfo=socket=$MSOCK
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort=$PORT_DBD
SlurmUser=$(id -un)
PidFile=$DIR/run/slurmdbd.pid
LogFile=$DIR/log/slurmdbd.log
DebugLevel=info
StorageType=accounting_storage/mysql
StorageHost=localhost
StorageUser=slurm
StoragePass=slurm
StorageLoc=slurm_acct
EOF
}
