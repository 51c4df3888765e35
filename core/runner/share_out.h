// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace core {

// work(0) to work(count - 1), each once, on the calling thread and on others that wait for such
// calls: for pieces of a picture, which take less time than to start a thread. Returns when all are
// done. Whoever calls while another call is under way does all its work alone. work must not throw.
void shareOut(std::size_t count, const std::function<void(std::size_t)> &work);

// While it lives, calls are shared by so many threads, the calling ones among them; for tests and
// measurements.
class SharingThreads
{
public:
    explicit SharingThreads(int threads);
    ~SharingThreads();
    SharingThreads(const SharingThreads &) = delete;
    SharingThreads &operator=(const SharingThreads &) = delete;

private:
    int m_before;
};

} // namespace core
