{
  'includes': ['../../tools/native/src/addon.gypi'],
  'targets': [
    {
      'target_name': 'perf_event',
      'sources': ['src/addon.cc', 'src/event_poll.cc', 'src/perf_session.cc', 'src/system_error.cc'],
    },
  ],
}
