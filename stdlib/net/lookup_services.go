// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the DNS records that name the servers of a domain.

package net

import (
	"cmp"
	"context"
	"math/rand"
	"slices"
)

// An MX is a server that takes a domain's mail; the lowest Pref is to be tried first.
type MX struct {
	Host string
	Pref uint16
}

// An NS is a name server.
type NS struct{ Host string }

// An SRV is a server of a service; the lowest Priority is to be tried first, and among equals each as often as its Weight says.
type SRV struct {
	Target   string
	Port     uint16
	Priority uint16
	Weight   uint16
}

const (
	typeNS  = 2
	typeMX  = 15
	typeSRV = 33
)

// targets calls f with the numbers of each record of a type, and with the name that follows them. Names that cannot be asked
// for are left out, and are an error.
func (r *Resolver) targets(ctx context.Context, name string, typ uint16, numbers int, f func(n []uint16, host string)) (question string, err error) {
	a, m, err := r.records(ctx, name, typ)
	if err != nil {
		return "", err
	}
	for _, rec := range a.records {
		if rec.typ != typ {
			continue
		}
		n := make([]uint16, numbers)
		for i := range n {
			v, _ := u16(rec.data, 2*i)
			n[i] = uint16(v)
		}
		host, _, ok := dnsName(m, rec.at+2*numbers)
		if !ok || len(rec.data) < 2*numbers || host != "." && !domainName(host) {
			err = &DNSError{Err: "DNS response contained records which contain invalid names", Name: name}
			continue
		}
		f(n, host)
	}
	return a.question, err
}

// LookupMX returns the MX records of a domain, the first to be tried first.
func (r *Resolver) LookupMX(ctx context.Context, name string) ([]*MX, error) {
	var list []*MX
	_, err := r.targets(ctx, name, typeMX, 1, func(n []uint16, host string) { list = append(list, &MX{host, n[0]}) })
	rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	slices.SortStableFunc(list, func(a, b *MX) int { return cmp.Compare(a.Pref, b.Pref) })
	return list, err
}

// LookupMX returns the MX records of a domain, the first to be tried first.
func LookupMX(name string) ([]*MX, error) {
	return DefaultResolver.LookupMX(context.Background(), name)
}

// LookupNS returns the NS records of a domain.
func (r *Resolver) LookupNS(ctx context.Context, name string) ([]*NS, error) {
	var list []*NS
	_, err := r.targets(ctx, name, typeNS, 0, func(_ []uint16, host string) { list = append(list, &NS{host}) })
	return list, err
}

// LookupNS returns the NS records of a domain.
func LookupNS(name string) ([]*NS, error) {
	return DefaultResolver.LookupNS(context.Background(), name)
}

// LookupSRV returns the servers of a service in a domain, in the order in which to try them, and the name that was asked for:
// _service._proto.name, or name alone if service and proto are empty.
func (r *Resolver) LookupSRV(ctx context.Context, service, proto, name string) (string, []*SRV, error) {
	if service != "" || proto != "" {
		name = "_" + service + "._" + proto + "." + name
	}
	var list []*SRV
	cname, err := r.targets(ctx, name, typeSRV, 3, func(n []uint16, host string) {
		list = append(list, &SRV{Target: host, Port: n[2], Priority: n[0], Weight: n[1]})
	})
	orderServers(list)
	return cname, list, err
}

// LookupSRV returns the servers of a service in a domain, in the order in which to try them.
func LookupSRV(service, proto, name string) (cname string, addrs []*SRV, err error) {
	return DefaultResolver.LookupSRV(context.Background(), service, proto, name)
}

// orderServers sorts by priority; of one priority each comes next by chance, in proportion to its weight (RFC 2782).
func orderServers(list []*SRV) {
	slices.SortStableFunc(list, func(a, b *SRV) int {
		return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(a.Weight, b.Weight))
	})
	for len(list) > 0 {
		n, sum := 0, 0
		for n < len(list) && list[n].Priority == list[0].Priority {
			sum += int(list[n].Weight)
			n++
		}
		for same := list[:n]; sum > 0 && len(same) > 1; same = same[1:] {
			at, i := rand.Intn(sum), 0
			for ; at >= int(same[i].Weight); i++ {
				at -= int(same[i].Weight)
			}
			chosen := same[i]
			copy(same[1:i+1], same[:i])
			same[0] = chosen
			sum -= int(chosen.Weight)
		}
		list = list[n:]
	}
}
