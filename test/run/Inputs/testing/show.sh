# show.sh COMMAND…: what `COMMAND test` prints with several flags, without what differs from run to run: times, counts,
# positions. The expected output is what it prints for the go command.
cd "$(dirname "$0")"
show() {
  echo "## $*"
  "${command[@]}" test "$@" . 2>&1 | sed -E 's/[0-9.]+s\)/T)/; s/\t([0-9.]+s|\(cached\))/\tT/; s/(\?\?\?|[a-z_]+\.go):[0-9]+:/POS:/; s/^cpu: .*/cpu:/
    s/(-[0-9]+)?[ \t]+[0-9]+\t +[0-9.]+ ns\/op/ N ns/'
}
command=("$@")
show -v
show -short '-run=Good|External|Short'
show -v -run=TestSub/same_name '-skip=#01'
show -run=XXX
show '-run=^$' -bench=. -benchtime=5ms
show -v -count=2 '-run=External|ExampleSum$'
show -list=.
