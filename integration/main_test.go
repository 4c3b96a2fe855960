package integration

import (
	"testing"

	"msmgate/integration/harness"
)

func TestMain(m *testing.M) { harness.Main(m) }
