package msmgate.zoo;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fields whose types say what is in them; some serializers leave that out then. */
public class Roster implements Serializable {
    private static final long serialVersionUID = 7L;

    public List<String> names;
    public List<String> same;
    public Set<Long> numbers;
    public Map<String, Integer> counts;
    public Map<Integer, Object> anything;
    public HashMap<String, String> plain;
    public Map<String, List<String>> groups;
    public List<List<String>> deep;
    public List<? extends Number> wild;
}
