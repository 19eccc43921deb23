package io.tributary.streams;

import io.tributary.learning.Eviction;
import io.tributary.learning.EvictionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs the last statistics of every entity that leaves the model, for whoever turns debugging on. */
final class EvictionLog implements EvictionListener {
    private static final Logger LOG = LoggerFactory.getLogger(EvictionLog.class);

    @Override
    public void evicted(Eviction eviction) {
        LOG.debug(
                "entity {} left ({}): examples learned by family {}, last at {} of the model's, event time {}",
                eviction.entity(),
                eviction.reason(),
                eviction.learned(),
                eviction.lastLearned(),
                eviction.lastTime());
    }
}
