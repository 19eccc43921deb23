package io.tributary.feature;

import io.tributary.task.Text;
import io.tributary.task.TextIndex;
import java.util.List;

/** A text as one-hot of listed values; any other value is all zeros. */
record ListedText(List<String> inputNames, TextIndex values) implements TextEncoding {
    static ListedText of(String feature, List<String> values) {
        return new ListedText(
                values.stream().map(value -> feature + "=" + value).toList(),
                new TextIndex("values of feature " + feature, values));
    }

    @Override
    public void encode(Text value, float[] x, int offset) {
        int place = values.find(value.bytes(), value.length());
        if (place != TextIndex.NONE) {
            x[offset + place] = 1;
        }
    }
}
