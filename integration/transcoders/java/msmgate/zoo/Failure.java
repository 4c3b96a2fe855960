package msmgate.zoo;

/** An exception with a field of its own. */
public class Failure extends RuntimeException {
    private static final long serialVersionUID = 16L;

    public int code;

    public Failure(String message, int code, Throwable cause) {
        super(message, cause);
        this.code = code;
    }
}
