/**
 * Flag of Node for a process that works beside another: it collects garbage more often and keeps less. Half the memory or
 * less for a tenth to a third more CPU time: 180 in place of 350 MB for the results of a million trials in 400 conditions,
 * 75 in place of 256 MB for the index of a million short replies.
 */
export const leanHeap = '--optimize-for-size';
