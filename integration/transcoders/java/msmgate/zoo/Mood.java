package msmgate.zoo;

/** An enum without bodies. */
public enum Mood {
    CALM, CURIOUS, WILD
}
