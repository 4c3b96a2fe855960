//go:build race

package transcodertest

const raceDetector = true
