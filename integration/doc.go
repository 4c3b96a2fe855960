// Package integration holds the tests that need the real thing: Tomcat 7.0.57 with memcached-session-manager, memcached,
// and the built msmgate, side by side in one cluster. Package harness starts and stops them.
//
//	go test ./integration/...
//
// What a cluster loses under faults is found by package checker; its documentation tells how to run it for longer.
//
// Two Tomcats run at a time, however many tests run in parallel (MSMGATE_TEST_TOMCATS says otherwise).
package integration
