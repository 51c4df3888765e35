// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// What the reader of one format fills in: the scenario, and what is told and asked beside it.
class LaunchSheet
{
public:
    LaunchSheet(const LaunchFile &file, const LaunchAnswers &answers, const Scenario &base);

    [[nodiscard]] const LaunchFile &file() const { return m_file; }
    [[nodiscard]] const LaunchAnswers &answers() const { return m_answers; }
    // It is laid over a scenario, whose batch the user has chosen.
    [[nodiscard]] bool hasBase() const { return m_hasBase; }

    // As the file starts it; begins as the base on one device, without its faults and training run.
    Scenario scenario;
    std::string framework;

    void tell(int line, std::string text); // the same text only once, and so many at most
    void ask(LaunchQuestion question);     // likewise
    // Arguments of Megatron-LM by the keys that the file has for them, in what is told and refused.
    void setKeys(std::map<std::string, std::string, std::less<>> keys) { m_keys = std::move(keys); }
    // Variables of the file that are set, but to what only a run knows.
    void setComputed(std::set<std::string> names) { m_computed = std::move(names); }
    // Files that the script writes itself, by here-documents.
    void setWritten(std::map<std::string, std::string> files) { m_written = std::move(files); }
    [[nodiscard]] const std::map<std::string, std::string> &written() const { return m_written; }
    // Settings that the line of the file names: what is told and refused of their lines, which are
    // counted from lineBeside() on, names them.
    void setBeside(std::string name, int line);
    [[nodiscard]] static constexpr int lineBeside(int line) { return kBeside + line; }
    // Of how many the file starts this one is read, and where it starts; one at its beginning
    // unless it is said.
    void setTraining(std::size_t count, int line)
    {
        m_trainings = count;
        m_start = line;
    }
    [[nodiscard]] std::size_t trainings() const { return m_trainings; }
    // What has to be known of a refusal beside its reason: which training it is about.
    void addAside(const std::string &sentence) { m_asides += ' ' + sentence; }
    [[nodiscard]] const std::string &asides() const { return m_asides; }
    // "NGPUS is only known when it runs", "A and B are not set"
    [[nodiscard]] std::string whatIsMissing(const std::vector<std::string> &names) const;
    // The number of devices that the user gave, else the file's own; asks if neither is known, and
    // goes on with one.
    [[nodiscard]] Result<int> devicesOr(std::optional<std::int64_t> ofFile, int line);

    // Products in fp8 need a device that has them: where the base's has none, another is taken with
    // its software, so it comes before what changes that.
    void useFp8();

    [[nodiscard]] Error refuse(int line, const std::string &sentence) const;
    [[nodiscard]] const std::vector<LaunchNote> &notes() const { return m_notes; }
    [[nodiscard]] const std::vector<LaunchQuestion> &questions() const { return m_questions; }

    // Lines of the keys that set a field of the scenario ("parallel.tensor"), where its complaints
    // then point.
    void setBy(std::string_view path, int line) { m_lines[std::string(path)] = line; }
    [[nodiscard]] int lineOf(std::string_view path) const;

private:
    static constexpr int kBeside = 1 << 24; // no file that is read has so many lines
    [[nodiscard]] std::string withKeys(std::string text) const;

    const LaunchFile &m_file;
    const LaunchAnswers &m_answers;
    bool m_hasBase;
    std::vector<LaunchNote> m_notes;
    std::set<std::string, std::less<>> m_told;
    std::set<std::string> m_computed;
    std::map<std::string, std::string> m_written;
    std::string m_beside;
    int m_lineOfBeside = 0;
    std::vector<LaunchQuestion> m_questions;
    std::map<std::string, std::string, std::less<>> m_keys;
    std::size_t m_trainings = 1;
    int m_start = 1; // the line of a refusal that is about none in particular
    std::string m_asides;
    std::map<std::string, int, std::less<>> m_lines;
};

} // namespace core
