# What a bench of the running service needs; sourced by load.sh and intakes.sh: a folder of work that goes at the end, an sshd
# (OpenSSH) over that folder, the service, and a profile that leaves pixels alone. Needs the build, sshd, ssh-keygen, curl.

jar=$PWD/routes/target/dicom-deid.jar
tests=$PWD/integration-tests/target/test-classes
options=$PWD/docs/java.options
work=$(mktemp -d)
service= sshd=
stop() {
  for each in $service $sshd; do kill "$each" 2>/dev/null || true; done
  [ -z "$service" ] || wait "$service" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

die() {
  echo "$(basename "$0"): $1" >&2
  exit 1
}

free_port() { /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

header_only() { # path of the profile, which is made
  printf 'profile: header-only\nversion: 1\nextends: hipaa\npixels: keep\ndescription: of a bench\n' >"$1"
}

start_sshd() { # sets ssh_port; $work/ssh/client logs in as who runs this, and lands in $work
  mkdir -p "$work/ssh"
  [ -d /run/sshd ] || mkdir -p /run/sshd 2>/dev/null || true
  ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/host"
  ssh-keygen -q -t ed25519 -N '' -f "$work/ssh/client"
  ssh_port=$(free_port)
  cat >"$work/ssh/config" <<CONFIG
ListenAddress 127.0.0.1
Port $ssh_port
HostKey $work/ssh/host
AuthorizedKeysFile $work/ssh/client.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
ForceCommand internal-sftp -d $work
CONFIG
  /usr/sbin/sshd -D -f "$work/ssh/config" &
  sshd=$!
  echo "[127.0.0.1]:$ssh_port $(cut -d ' ' -f 1,2 "$work/ssh/host.pub")" >"$work/ssh/known_hosts"
}

login() { # prefix of the keys of an intake or a destination on that server
  printf '%s.user=%s\n%s.private-key-file=%s\n%s.known-hosts-file=%s\n' \
    "$1" "$(id -un)" "$1" "$work/ssh/client" "$1" "$work/ssh/known_hosts"
}

start_service() { # folder with its application.properties, options of java behind those of docs; its log is in that folder
  local folder=$1
  shift
  (cd "$folder" && exec java "@$options" "$@" -jar "$jar" run >log 2>&1) &
  service=$!
  for _ in $(seq 480); do
    ! grep -q '"message":"started"' "$folder/log" 2>/dev/null || return 0
    kill -0 "$service" 2>/dev/null || { tail -n 5 "$folder/log" >&2; die "the service did not start"; }
    sleep 0.25
  done
  die "the service did not start in time"
}
