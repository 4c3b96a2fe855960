package harness

import "syscall"

// ownGroup makes a child lead its own process group and die with the test binary, however that ends.
func ownGroup() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
