//go:build !race

package transcodertest

const raceDetector = false
