// A bank whose accounts are guarded by mutexes: many goroutines move money, and none is lost.
package main

import (
	"fmt"
	"sync"
)

type Account struct {
	mu      sync.Mutex
	name    string
	balance int
}

type InsufficientFunds struct {
	Account string
	Have    int
	Want    int
}

func (e *InsufficientFunds) Error() string {
	return fmt.Sprintf("%s has %d, cannot pay %d", e.Account, e.Have, e.Want)
}

func (a *Account) Deposit(amount int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += amount
}

func (a *Account) Withdraw(amount int) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.balance < amount {
		return &InsufficientFunds{a.name, a.balance, amount}
	}
	a.balance -= amount
	return nil
}

type Bank struct {
	accounts []*Account
	failed   int
	mu       sync.Mutex // guards failed
}

func (b *Bank) transfer(from, to, amount int) {
	if err := b.accounts[from].Withdraw(amount); err != nil {
		b.mu.Lock()
		b.failed++
		b.mu.Unlock()
		return
	}
	b.accounts[to].Deposit(amount)
}

func main() {
	bank := &Bank{}
	for _, name := range []string{"ada", "grace", "edsger", "barbara"} {
		bank.accounts = append(bank.accounts, &Account{name: name, balance: 1000})
	}

	var wg sync.WaitGroup
	for worker := 0; worker < 8; worker++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			seed := uint32(worker + 1)
			for range 1000 {
				seed = seed*1664525 + 1013904223
				bank.transfer(int(seed>>30), int(seed>>28&3), int(seed>>20&255))
			}
		}()
	}
	wg.Wait()

	total := 0
	for _, a := range bank.accounts {
		total += a.balance
	}
	fmt.Println("total:", total)

	err := bank.accounts[0].Withdraw(1 << 30)
	if e, ok := err.(*InsufficientFunds); ok {
		fmt.Println("refused:", e.Account, "wanted", e.Want)
	}
}
