// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/chrome/read_recorded.h"

#include <QTemporaryDir>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace made {

// Nanoseconds as the profiler writes them: microseconds with three decimals.
inline std::string micros(std::int64_t nanos)
{
    char text[40] = {};
    const char *const sign = nanos < 0 ? "-" : "";
    const std::int64_t size = nanos < 0 ? -nanos : nanos;
    std::snprintf(text, sizeof text, "%s%lld.%03lld", sign, static_cast<long long>(size / 1000),
                  static_cast<long long>(size % 1000));
    return text;
}

// Events as Kineto writes them (libkineto/src/output_json.cpp); times in ns.
class Events
{
public:
    explicit Events(std::int64_t clock = 0) : m_clock(clock) {}

    Events &add(const std::string &event)
    {
        m_text += (m_text.empty() ? "" : ",\n") + event;
        return *this;
    }
    Events &complete(const std::string &category, const std::string &name,
                     const std::string &thread, std::int64_t begin, std::int64_t end,
                     const std::string &arguments = {})
    {
        return add(R"({"ph": "X", "cat": ")" + category + R"(", "name": ")" + name +
                   R"(", "pid": 0, "tid": )" + thread + R"(, "ts": )" + micros(begin + m_clock) +
                   R"(, "dur": )" + micros(end - begin) + R"(, "args": {)" + arguments + "}}");
    }
    // A kernel and the call of the host that launched it.
    Events &kernel(const std::string &name, int stream, std::int64_t launch, std::int64_t begin,
                   std::int64_t end, const std::string &more = {})
    {
        const std::string correlation = "\"correlation\": " + std::to_string(++m_correlation);
        complete("cuda_runtime", "cudaLaunchKernel", "77", launch, launch + 1000, correlation);
        return complete("kernel", name, std::to_string(stream), begin, end,
                        R"("device": 0, "stream": )" + std::to_string(stream) + ", " + correlation +
                            more);
    }
    Events &step(int number, std::int64_t begin, std::int64_t end)
    {
        return complete("user_annotation", "ProfilerStep#" + std::to_string(number), "77", begin,
                        end);
    }
    [[nodiscard]] std::string list() const { return '[' + m_text + ']'; }
    [[nodiscard]] std::string document(const std::string &members = "\"schemaVersion\": 1") const
    {
        return '{' + members + ", \"traceEvents\": " + list() + '}';
    }

private:
    std::int64_t m_clock;
    int m_correlation = 0;
    std::string m_text;
};

inline std::string ofRank(int rank)
{
    return R"("distributedInfo": {"backend": "nccl", "rank": )" + std::to_string(rank) + '}';
}

// A folder of traces, which goes when the test does.
class ChromeFolder
{
public:
    [[nodiscard]] std::string path(const std::string &name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }
    bool write(const std::string &name, const std::string &text) const
    {
        // Not as the program writes files, which waits for the disk.
        std::ofstream file(path(name), std::ios::binary);
        return static_cast<bool>(file << text << std::flush);
    }
    [[nodiscard]] core::Result<core::ReadRun> read(const std::vector<std::string> &names) const
    {
        std::vector<std::string> paths;
        for (const std::string &name : names)
            paths.push_back(path(name));
        return core::readRecordedRun(paths, core::usualKernelRules());
    }
    [[nodiscard]] core::Result<core::ReadRun> readText(const std::string &text) const
    {
        if (!write("text.json", text))
            return core::Error{"not written"};
        return read({"text.json"});
    }

private:
    QTemporaryDir m_folder;
};

} // namespace made
