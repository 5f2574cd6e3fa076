{
  'includes': ['../../tools/native/src/addon.gypi'],
  'targets': [
    {
      'target_name': 'ptrace',
      'sources': [
        'src/addon.cc',
        'src/fetch.cc',
        'src/launch.cc',
        'src/seccomp-filter.cc',
        'src/trace-loop.cc',
        'src/trace-session.cc',
        'src/tracee-memory.cc',
      ],
    },
  ],
}
