{
  'includes': ['../../tools/native/src/addon.gypi'],
  'targets': [
    {
      'target_name': 'perf_event',
      'sources': ['src/addon.cc', 'src/event-poll.cc', 'src/perf-session.cc', 'src/system-error.cc'],
    },
  ],
}
