// Package requests holds benchmarks of whole nodes side by side: a real Tomcat
// 7.0.57 with MSM 2.1.1, and msmgate, with the same pages, the same context.xml
// and the same memcached.
//
//	bench/requests/run.sh                              about twenty minutes, writes results/
//	MSMGATE_SOAK=30m BENCH=Soak bench/requests/run.sh  a soak of 30 minutes in each mode
//
// Both nodes run at the same time and are loaded one after the other, page by page,
// in several rounds; the medians are shown.
//
// wrk sends the requests, over 16 connections, each with the cookie of one of
// 1,000 sessions. Both nodes answer the pages of the test contract: ping has no
// session, read reads two attributes, read-without is the same page for browsers
// without a session, incr changes an attribute. Everything runs on one machine, so
// wrk and memcached take their share of it from both.
package requests
