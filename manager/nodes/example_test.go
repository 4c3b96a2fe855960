package nodes_test

import (
	"context"
	"errors"
	"fmt"

	"msmgate/contextxml"
	"msmgate/manager/nodes"
)

// Three storage nodes, of which n2 doesn't answer.
func Example() {
	set, err := nodes.New(nodes.Config{
		Nodes: contextxml.Nodes{List: []contextxml.Node{
			{ID: "n1", Host: "a", Port: 11211}, {ID: "n2", Host: "b", Port: 11211}, {ID: "n3", Host: "c", Port: 11211},
		}},
		Ping: func(_ context.Context, node string) error {
			if node == "n2" {
				return errors.New("no answer")
			}
			return nil
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	fmt.Println("n2 is up:", set.Up(ctx, "n2"))
	backup, _ := set.Next(ctx, "n1")
	fmt.Println("backups of n1's sessions live on", backup)

	// Output:
	// n2 is up: false
	// backups of n1's sessions live on n3
}
