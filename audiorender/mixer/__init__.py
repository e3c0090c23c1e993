"""When each clip is heard and how loud, and the samples and encoded bytes that follow from that plan."""
