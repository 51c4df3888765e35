// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/training_work.h"

#include <algorithm>
#include <new>

namespace ui {

namespace {

constexpr int kShownPictures = 18;
constexpr int kPlaneSide = 48;
constexpr int kWrittenBytes = 160;
constexpr double kTemperature = 0.6;
const char *const kPrompt = "The ";

LearnedPictures picturesOf(const std::vector<core::live::ImageAnswer> &answers)
{
    LearnedPictures pictures;
    if (!answers.empty())
        pictures.side = answers.front().width;
    for (const core::live::ImageAnswer &answer : answers)
        pictures.shown.push_back({answer.pixels, answer.right, answer.answer});
    return pictures;
}

// The grid begins below, pictures begin above.
LearnedBoundary boundaryOf(const core::live::PlaneAnswer &plane)
{
    LearnedBoundary boundary;
    boundary.side = plane.side;
    for (int y = plane.side - 1; y >= 0; --y) {
        for (int x = 0; x < plane.side; ++x)
            boundary.share.push_back(plane.probabilities[static_cast<std::size_t>(
                (y * plane.side + x) * plane.classes + 1)]);
    }
    const auto cellOf = [&plane](float place) {
        const float cell = (place / plane.reach + 1) / 2 * static_cast<float>(plane.side);
        return std::clamp(static_cast<int>(cell), 0, plane.side - 1);
    };
    for (const core::live::PlaneAnswer::Point &point : plane.points) {
        const int row = plane.side - 1 - cellOf(point.y);
        const float share =
            boundary.share[static_cast<std::size_t>(row * plane.side + cellOf(point.x))];
        boundary.points.push_back({point.x / plane.reach, point.y / plane.reach, point.label,
                                   (share > 0.5F) == (point.label == 1)});
    }
    return boundary;
}

// Bytes that a network writes are rarely UTF-8; control characters would break the lines.
QString readable(const std::string &bytes)
{
    QString text;
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        if (code == '\n')
            text += QLatin1Char(' ');
        else
            text += code < 32 || code >= 127 ? QChar(u'\u00b7') : QChar(char16_t{code});
    }
    return text;
}

} // namespace

bool TrainingWork::open(const TrainingOrder &order, const std::stop_token &stop, TrainingNews &news)
{
    m_session.reset(); // frees the threads of the former run first
    m_run = order.run;
    m_text = {};
    m_sinceText.invalidate();
    const auto computer = m_computer->withWork(*order.scenario, stop);
    if (!computer) {
        news.problem = computer.error().message;
        return false;
    }
    auto session = core::live::Session::open(*order.scenario, computer.value(), {});
    if (!session) {
        news.problem = session.error().message;
        return false;
    }
    m_session = std::move(session).value();
    return true;
}

void TrainingWork::makeSteps(const TrainingOrder &order, const std::stop_token &stop,
                             TrainingNews &news)
{
    m_session->changeLearningRate(order.learningRate);
    m_session->setShareGradients(order.sharesGradients);
    for (int i = 0; i < order.steps && !stop.stop_requested(); ++i) {
        core::Result<core::live::StepReport> report = m_session->step(stop);
        if (!report) {
            news.problem = report.error().message;
            if (stop.stop_requested())
                m_session.reset(); // stopped in the middle, and no use any more
            return;
        }
        news.steps.push_back({report.value(), m_session->weights()});
        if (report.value().diverged) {
            news.problem = report.value().message;
            return;
        }
    }
}

void TrainingWork::lookAt(TrainingNews &news)
{
    news.last = m_session->measured();
    news.predicted = m_session->predicted();
    news.prints = m_session->fingerprints();
    const auto answers = m_session->testAnswers();
    if (answers)
        news.accuracy = answers->accuracy();
    const auto [wrong, tested] = answers.value_or(core::live::TestAnswers{});
    const core::TrainSpec &train = *m_session->scenario().train;
    const auto pictures = m_session->imageAnswers(kShownPictures);
    if (!pictures.empty()) {
        LearnedPictures learned = picturesOf(pictures);
        learned.digits = train.data == "digits";
        learned.tested = tested;
        learned.wrong = wrong;
        news.learned = std::move(learned);
    } else if (const auto plane = m_session->planeAnswer(kPlaneSide)) {
        LearnedBoundary learned = boundaryOf(*plane);
        learned.tested = tested;
        learned.wrong = wrong;
        news.learned = std::move(learned);
    } else {
        writeText(train.seed);
        if (!m_text.written.isEmpty())
            news.learned = m_text;
    }
}

// Writing costs as much as several steps, so most of the time belongs to the training: a text stays
// for four times as long as it took.
void TrainingWork::writeText(std::uint64_t seed)
{
    if (m_sinceText.isValid() && m_sinceText.elapsed() < 5 * m_textTook)
        return;
    m_sinceText.start();
    const std::string text = m_session->write(kPrompt, kWrittenBytes, kTemperature, seed);
    m_text = {QString::fromLatin1(kPrompt), readable(text)};
    m_textTook = m_sinceText.elapsed();
}

std::shared_ptr<TrainingNews> TrainingWork::work(const TrainingOrder &order,
                                                 const std::stop_token &stop)
{
    auto news = std::make_shared<TrainingNews>();
    news->run = order.run;
    if (!order.scenario) {
        m_session.reset();
        return news;
    }
    try {
        if ((order.run != m_run || !m_session) && !open(order, stop, *news))
            return news;
        makeSteps(order, stop, *news);
        if (m_session && !news->steps.empty() && !stop.stop_requested())
            lookAt(*news);
    } catch (const std::bad_alloc &) { // it would end the program with the thread
        m_session.reset();
        news->problem = "This computer gives the program no more memory for the run: train a "
                        "smaller network.";
    }
    return news;
}

} // namespace ui
