// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_sheet.h"

#include "core/base/text.h"
#include "core/presets/presets.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <utility>

namespace core {
namespace {

// Nobody reads more, and a file may give cause for as many as it has lines.
constexpr std::size_t kMostNotes = 200;
constexpr std::size_t kMostQuestions = 20;

// Its layout is another one's, and what belongs to devices of that layout with it.
Scenario withoutLayout(Scenario base)
{
    base.title.clear();
    base.parallel = {};
    base.faults = {};
    base.train.reset();
    base.training.reduceBytes = 0; // a file says it, or leaves it to the software
    SoftwareSpec &software = base.cluster.software;
    software.gathersFp8 = false; // programs do so where they are told to
    if (const SoftwareSpec *preset = findSoftware(software.id)) {
        software.scattersGradients = preset->scattersGradients; // DeepSpeed has ways of its own
        software.gathersUnits = preset->gathersUnits;
        software.gathersAhead = preset->gathersAhead;
        software.asyncTensor = preset->asyncTensor;
        software.tensorPipelined = preset->tensorPipelined;
    }
    return base;
}

} // namespace

LaunchSheet::LaunchSheet(const LaunchFile &file, const LaunchAnswers &answers, const Scenario &base)
    : scenario(withoutLayout(base)), m_file(file), m_answers(answers),
      m_hasBase(base.model.layerCount() > 0)
{
    if (answers.model)
        scenario.model = *answers.model;
}

std::string LaunchSheet::withKeys(std::string text) const
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
    for (std::size_t at = text.find("--"); !m_keys.empty() && at != std::string::npos;) {
        const std::size_t end = std::min(text.find_first_not_of(letters, at), text.size());
        const auto key = m_keys.find(std::string_view(text).substr(at, end - at));
        if (key != m_keys.end())
            text.replace(at, end - at, key->second);
        at = text.find("--", key != m_keys.end() ? at + key->second.size() : end);
    }
    return text;
}

void LaunchSheet::setBeside(std::string name, int line)
{
    m_beside = std::move(name);
    m_lineOfBeside = line;
}

void LaunchSheet::tell(int line, std::string text)
{
    text = withKeys(std::move(text));
    if (line > kBeside) {
        text = errorAt(m_beside, line - kBeside, text).message;
        line = m_lineOfBeside;
    }
    if (m_notes.size() > kMostNotes || !m_told.insert(text).second)
        return;
    if (m_notes.size() == kMostNotes)
        m_notes.push_back({0, "There is more to tell of this file than is listed."});
    else
        m_notes.push_back({line, std::move(text)});
}

void LaunchSheet::ask(LaunchQuestion question)
{
    const auto same = [&question](const LaunchQuestion &other) {
        return other.about == question.about && other.name == question.name;
    };
    question.computed =
        question.about == LaunchQuestion::About::Variable && m_computed.contains(question.name);
    if (question.line > kBeside)
        question.line = m_lineOfBeside;
    if (m_questions.size() < kMostQuestions && std::ranges::none_of(m_questions, same))
        m_questions.push_back(std::move(question));
}

std::string LaunchSheet::whatIsMissing(const std::vector<std::string> &names) const
{
    std::vector<std::string> unset;
    std::vector<std::string> computed;
    for (const std::string &name : names)
        (m_computed.contains(name) ? computed : unset).push_back(name);
    std::string sentence;
    if (!unset.empty())
        sentence = joinWithAnd(unset) + (unset.size() == 1 ? " is" : " are") + " not set";
    if (!computed.empty())
        sentence += (unset.empty() ? "" : ", and ") + joinWithAnd(computed) +
                    (computed.size() == 1 ? " is" : " are") + " only known when it runs";
    return sentence;
}

Result<int> LaunchSheet::devicesOr(std::optional<std::int64_t> ofFile, int line)
{
    const std::optional<std::int64_t> devices = m_answers.devices ? m_answers.devices : ofFile;
    if (!devices) {
        ask({.about = LaunchQuestion::About::Devices, .name = {}, .line = line});
        return 1;
    }
    if (*devices < 1 || *devices > kMaxDevices)
        return refuse(line, "It is started on " + figureOfCount(*devices) +
                                " devices, but must be on 1 to " + figureOfCount(kMaxDevices) +
                                '.');
    return static_cast<int>(*devices);
}

void LaunchSheet::useFp8()
{
    scenario.training.precision = Precision::Fp8;
    ClusterSpec &cluster = scenario.cluster;
    const DeviceSpec *device = findDevice("h100-80g");
    if (cluster.device.peakFp8Flops > 0 || !device)
        return;
    tell(0, "It trains in fp8, which " + cluster.device.title + " does not have: " + device->title +
                " is assumed.");
    cluster.device = *device;
    cluster.intraLink = usualLink(*device);
    cluster.interLink = usualNetwork(*device);
    cluster.software = usualSoftware(*device);
}

Error LaunchSheet::refuse(int line, const std::string &sentence) const
{
    if (line > kBeside)
        return errorAt(m_beside, line - kBeside, withKeys(sentence));
    return errorAt(m_file.name, line > 0 ? line : std::max(m_start, 1), withKeys(sentence));
}

int LaunchSheet::lineOf(std::string_view path) const
{
    while (!path.empty()) {
        const auto found = m_lines.find(path);
        if (found != m_lines.end())
            return found->second;
        const std::size_t point = path.rfind('.');
        path = path.substr(0, point == std::string_view::npos ? 0 : point);
    }
    return 1;
}

} // namespace core
