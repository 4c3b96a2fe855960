/** A class of the unnamed package. */
public class NoPackage {
}
