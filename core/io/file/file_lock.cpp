// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/file_lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace core {
namespace {

// Belongs to the open file, not to the process: a second window of the same process is kept out
// too, and closing another descriptor of the file does not let go of it.
struct flock wholeFile()
{
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

// The previous holder may have removed the file between our opening and locking it.
bool isStillThere(int descriptor, const std::string &path)
{
    struct stat held = {};
    struct stat named = {};
    return ::fstat(descriptor, &held) == 0 && ::stat(path.c_str(), &named) == 0 &&
           held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

} // namespace

std::optional<FileLock> FileLock::take(const std::string &path)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return {};
    struct flock lock = wholeFile();
    if (::fcntl(descriptor, F_OFD_SETLK, &lock) == 0 && isStillThere(descriptor, path))
        return FileLock(path, descriptor);
    ::close(descriptor);
    return {};
}

bool FileLock::isHeld(const std::string &path)
{
    const int descriptor = ::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    struct flock lock = wholeFile();
    const bool held = ::fcntl(descriptor, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    ::close(descriptor);
    return held;
}

FileLock::~FileLock()
{
    if (m_descriptor < 0)
        return;
    ::unlink(m_path.c_str()); // while it is held: nobody else can hold this very file
    ::close(m_descriptor);
}

} // namespace core
