// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/learning_chart.h"

#include "ui/paint/primitives.h"
#include "ui/views/charts/chart_theme.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kHeading = 22;
constexpr double kLegendWidth = 124;
constexpr double kWithLegend = 300; // of the whole chart
constexpr double kLine = 2;
constexpr double kWider = 3; // per year of age, so to say
constexpr double kDot = 7;
constexpr double kBesideAxis = 56; // labels of values, and margins

} // namespace

QColor runColour(const Theme &theme, std::size_t age, bool alone)
{
    if (age == 0)
        return alone ? theme.problem : theme.forward;
    const QColor kept[] = {mixed(theme.backward, theme.surface, 0.28), theme.line3,
                           mixed(theme.sync, theme.surface, 0.35)};
    return kept[(age - 1) % std::size(kept)];
}

LearningChart::LearningChart(What what, QWidget *parent)
    : QWidget(parent), m_what(what), m_curves{std::make_shared<const LearningCurve>()},
      m_plot(new QCustomPlot(this)), m_alone(new QCPItemStraightLine(m_plot))
{
    const bool loss = what == What::Loss;
    m_plot->setObjectName(loss ? QStringLiteral("lossPlot") : QStringLiteral("accuracyPlot"));
    setAccessibleName(loss ? tr("Loss by step") : tr("Accuracy by step"));
    setWhatsThis(loss ? tr("How far the answers of the network are from the right ones, on the "
                           "samples of each step before the weights are changed. Runs that were "
                           "kept lie beneath, drawn wider.")
                      : tr("How many of the test samples, which the network does not train on, it "
                           "answers rightly; of a text, which has none, how many bytes of the last "
                           "batch it foretold."));
    for (std::size_t i = 0; i <= kMostKept; ++i)
        m_plot->addGraph();
    m_plot->addGraph(); // the dot at the end
    m_alone->setVisible(false);
    m_plot->installEventFilter(this);
}

void LearningChart::setCurves(const LearningCurves &curves, std::int64_t steps)
{
    const LearningCurves before = std::exchange(m_curves, curves);
    if (m_curves.size() > kMostKept + 1)
        m_curves.erase(m_curves.begin(), m_curves.end() - (kMostKept + 1));
    if (m_curves.empty())
        m_curves.push_back(std::make_shared<const LearningCurve>());
    m_steps = steps;
    const bool sameKept = before.size() == m_curves.size() &&
                          std::equal(before.begin(), before.end() - 1, m_curves.begin());
    if (!sameKept)
        fillKept();
    renew();
}

void LearningChart::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    dress();
}

QString LearningChart::valueText() const
{
    if (m_what == What::Loss)
        return current().loss.empty() ? QStringLiteral("—") : lossText(current().loss.back());
    return current().tested.empty() ? QStringLiteral("—")
                                    : accuracyText(current().tested.back().accuracy);
}

QSize LearningChart::sizeHint() const
{
    return {m_look.ipx(m_what == What::Loss ? 360 : 160), m_look.ipx(150)};
}

QSize LearningChart::minimumSizeHint() const
{
    return {m_look.ipx(120), m_look.ipx(80)};
}

double LearningChart::legendWidth() const
{
    const bool needed = m_what == What::Loss && width() >= m_look.px(kWithLegend);
    return needed ? m_look.px(kLegendWidth) : 0;
}

QRect LearningChart::plotArea() const
{
    return rect().adjusted(-m_look.ipx(6), m_look.ipx(kHeading),
                           -static_cast<int>(std::ceil(legendWidth())), 0);
}

std::vector<CurvePoint> LearningChart::pointsOf(const LearningCurve &curve) const
{
    if (m_what == What::Loss)
        return thinned(curve.loss, std::max(1, m_plot->width()));
    std::vector<CurvePoint> points;
    for (const LearningCurve::Tested &tested : curve.tested)
        points.push_back({static_cast<double>(tested.steps), 100 * tested.accuracy});
    return points;
}

void LearningChart::fillCurve(std::size_t index)
{
    QVector<double> keys;
    QVector<double> values;
    for (const CurvePoint &point : pointsOf(*m_curves[index])) {
        keys.append(point.step);
        values.append(std::isfinite(point.value) ? point.value : qQNaN());
    }
    QCPGraph *graph = m_plot->graph(static_cast<int>(index));
    graph->setData(keys, values, true);
    const std::size_t age = m_curves.size() - 1 - index;
    const double wide = kLine + kWider * static_cast<double>(std::min<std::size_t>(age, 2));
    QPen pen(runColour(m_look.theme, age, m_curves[index]->aloneSince.has_value()),
             m_look.px(age == 0 ? kLine : wide));
    pen.setCapStyle(Qt::RoundCap);
    pen.setJoinStyle(Qt::RoundJoin);
    graph->setPen(pen);
    graph->setAntialiased(true);
}

void LearningChart::fillEnd()
{
    QCPGraph *end = m_plot->graph(static_cast<int>(kMostKept) + 1);
    const QCPGraph *line = m_plot->graph(static_cast<int>(m_curves.size()) - 1);
    end->setLineStyle(QCPGraph::lsNone);
    const QColor colour = runColour(m_look.theme, 0, current().aloneSince.has_value());
    end->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colour, m_look.px(kDot)));
    end->setPen(QPen(colour));
    QVector<double> keys;
    QVector<double> values;
    if (!line->data()->isEmpty() && std::isfinite((line->data()->constEnd() - 1)->value)) {
        keys.append((line->data()->constEnd() - 1)->key);
        values.append((line->data()->constEnd() - 1)->value);
    }
    end->setData(keys, values, true);
}

// Round, and at least as many as leave the widest label room beside the next one.
double LearningChart::stepsBetweenLabels(std::int64_t last) const
{
    const QFontMetricsF metrics(m_plot->xAxis->tickLabelFont());
    const double label = metrics.horizontalAdvance(QString::number(last)) + m_look.px(12);
    const double room = m_plot->width() - m_look.px(kBesideAxis);
    const double gaps = std::clamp(room / std::max(label, m_look.px(48)), 0.5, 6.0);
    const double least = std::max(1.0, static_cast<double>(last) / gaps);
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= least)
            return factor * power;
    }
    return 10 * power;
}

void LearningChart::setAxes()
{
    std::int64_t made = 0;
    for (const auto &curve : m_curves)
        made = std::max(made, static_cast<std::int64_t>(curve->loss.size()));
    const std::int64_t last = lastShownStep(m_steps, made);
    // Room at the left for the end of a wide line at step 0.
    m_plot->xAxis->setRange(-0.015 * static_cast<double>(last), static_cast<double>(last));
    auto steps = QSharedPointer<QCPAxisTickerFixed>::create();
    steps->setTickStep(stepsBetweenLabels(last));
    m_plot->xAxis->setTicker(steps);
    const double most =
        m_what == What::Loss ? std::max(m_highest, highestLoss(current())) * 1.04 : 103;
    m_plot->yAxis->setRange(m_what == What::Loss ? -0.04 * std::max(most, 0.1) : -3,
                            most > 0 ? most : 1);
}

// What depends on look and size alone.
void LearningChart::dress()
{
    applyTheme(*m_plot, m_look);
    m_plot->setGeometry(plotArea());
    m_plot->axisRect()->setMinimumMargins(
        QMargins(m_look.ipx(6), m_look.ipx(6), m_look.ipx(12), m_look.ipx(4)));
    // Labels are drawn a little wider than they are measured.
    m_plot->yAxis->setPadding(m_look.ipx(8));
    m_plot->xAxis->setNumberFormat(QStringLiteral("f"));
    m_plot->xAxis->setNumberPrecision(0);
    auto values = QSharedPointer<QCPAxisTicker>::create();
    values->setTickCount(std::clamp(m_plot->height() / std::max(1, m_look.ipx(44)), 2, 5));
    m_plot->yAxis->setTicker(values);
    m_plot->yAxis->setNumberFormat(QStringLiteral("g"));
    fillKept();
    renew();
}

void LearningChart::fillKept()
{
    m_highest = 0;
    for (std::size_t i = 0; i <= kMostKept; ++i) {
        if (i + 1 >= m_curves.size()) {
            m_plot->graph(static_cast<int>(i))->data()->clear();
            continue;
        }
        fillCurve(i);
        m_highest = std::max(m_highest, highestLoss(*m_curves[i]));
    }
}

// What the run under way has made since.
void LearningChart::renew()
{
    fillCurve(m_curves.size() - 1);
    fillEnd();
    if (m_what == What::Loss && m_curves.size() > 1)
        m_likeness = compare(*m_curves[m_curves.size() - 2], current());
    setAxes();
    const std::optional<std::int64_t> alone = current().aloneSince;
    m_alone->setVisible(alone.has_value());
    m_alone->setPen(QPen(m_look.theme.text2, m_look.px(1), Qt::DotLine));
    m_alone->point1->setCoords(static_cast<double>(alone.value_or(0)), 0);
    m_alone->point2->setCoords(static_cast<double>(alone.value_or(0)), 1);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    QString words = valueText();
    if (m_what == What::Accuracy && current().ofBatches)
        words += QStringLiteral(", ") + tr("of the samples that are trained on");
    if (alone)
        words += QStringLiteral(", ") + aloneText(*alone);
    setAccessibleDescription(words);
    update();
}

void LearningChart::paintHeading(QPainter &painter) const
{
    const QRectF line(0, 0, width(), m_look.px(kHeading - 2));
    QFont font = m_look.font(TextRole::SectionTitle, 14);
    painter.setPen(m_look.theme.text1);
    const QString value = valueText();
    const auto fits = [&](const QString &title) {
        return textWidth(font, title) + textWidth(font, value) + m_look.px(8) <= line.width();
    };
    QString title = m_what == What::Loss ? tr("Loss by step") : tr("Accuracy");
    if (m_what == What::Accuracy && current().ofBatches && fits(tr("Batch accuracy")))
        title = tr("Batch accuracy");
    if (textWidth(font, title) > line.width()) // in a longer language, in the narrowest window
        font = m_look.font(TextRole::CaptionStrong);
    painter.setFont(font);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, title);
    if (fits(title))
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, value);
}

// Which line is which run, and how the newest two agree.
void LearningChart::paintLegend(QPainter &painter) const
{
    const double left = width() - legendWidth() + m_look.px(12);
    const double textLeft = left + m_look.px(26);
    QRectF line(textLeft, m_look.px(kHeading + 8), width() - textLeft, height());
    const auto say = [&](const QString &text, const QFont &font, const QColor &colour) {
        painter.setFont(font);
        painter.setPen(colour);
        QRectF used;
        painter.drawText(line, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text, &used);
        line.setTop(used.bottom() + m_look.px(5));
        return used;
    };
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        if (m_curves[i]->name.isEmpty())
            continue;
        const std::size_t age = m_curves.size() - 1 - i;
        const QFont font = m_look.font(TextRole::Caption);
        const double middle = line.top() + QFontMetricsF(font).height() / 2;
        const double wide =
            m_look.px(kLine + kWider * static_cast<double>(std::min<std::size_t>(age, 2)));
        drawRounded(painter, {left, middle - wide / 2, m_look.px(17), wide}, wide / 2,
                    runColour(m_look.theme, age, m_curves[i]->aloneSince.has_value()));
        say(m_curves[i]->name, font, m_look.theme.text1);
    }
    const QFont caption = m_look.font(TextRole::Caption);
    if (current().diverged) { // how far it then is from another run says nothing
        line.setLeft(left);
        say(divergedText(static_cast<std::int64_t>(current().loss.size())), caption,
            m_look.theme.problemText);
    } else if (current().aloneSince) {
        line.setLeft(left);
        say(aloneText(*current().aloneSince), caption, m_look.theme.text2);
    } else if (m_curves.size() > 1) {
        const QRectF used = say(likenessText(m_likeness), caption, m_look.theme.text2);
        if (m_likeness.steps > 0)
            drawIcon(painter, {left, used.top(), m_look.px(17), m_look.px(16)},
                     m_likeness.equal ? QStringLiteral("check") : QStringLiteral("info"),
                     m_likeness.equal ? m_look.theme.memActs : m_look.theme.text3, 15, m_look);
    }
}

void LearningChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), m_look.theme.surface);
    paintHeading(painter);
    if (legendWidth() > 0)
        paintLegend(painter);
}

void LearningChart::resizeEvent(QResizeEvent *)
{
    dress();
}

QString LearningChart::tipAt(double x) const
{
    const auto step = static_cast<std::int64_t>(std::llround(m_plot->xAxis->pixelToCoord(x)));
    QStringList lines;
    for (const auto &each : m_curves) {
        const LearningCurve &curve = *each;
        QString value;
        if (m_what == What::Loss && step >= 0 &&
            step < static_cast<std::int64_t>(curve.loss.size()))
            value = lossText(curve.loss[static_cast<std::size_t>(step)]);
        const auto later =
            std::ranges::upper_bound(curve.tested, step, {}, &LearningCurve::Tested::steps);
        if (m_what == What::Accuracy && later != curve.tested.begin())
            value = accuracyText((later - 1)->accuracy);
        if (!value.isEmpty())
            lines.append(curve.name.isEmpty() ? value : tr("%1: %2").arg(curve.name, value));
    }
    if (lines.isEmpty())
        return {};
    lines.prepend(tr("step %1").arg(countText(step)));
    return lines.join(QLatin1Char('\n'));
}

bool LearningChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_plot && event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos().x()), m_plot);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
