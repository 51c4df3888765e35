// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/present_screen.h"

#include "ui/controls/cover_card.h"
#include "ui/document/document.h"
#include "ui/modes/spotlight_frame.h"
#include "ui/modes/spotlight_place.h"
#include "ui/panels/lower_pane.h"
#include "ui/panels/play_bar.h"
#include "ui/playback/playback.h"
#include "ui/present/laser_dot.h"
#include "ui/views/scene/scene_view.h"
#include "ui/words/kpi_texts.h"

#include <QPainter>
#include <QShortcut>
#include <QStyle>

#include <algorithm>
#include <array>

namespace ui {

namespace {

// Logical pixels.
constexpr QSizeF kRoom(985, 554); // of a screen at scale 1: everything is large
constexpr double kGap = 8;
constexpr double kWidestAlone = 860;
constexpr double kHighestPanel = 0.42; // of the room, above the picture
constexpr double kWidestPanel = 0.42;  // beside it
constexpr double kSceneShare = 0.58;

constexpr int kMostAnswers = 8;
constexpr std::array kPages = {"", "timeline", "memory", "busy", "network"}; // after the scene
constexpr std::size_t kStep = 0;   // of the headline numbers
constexpr std::size_t kIdle = 3;   // the same
constexpr std::size_t kMemory = 4; // the same

} // namespace

PresentScreen::PresentScreen(Mode &mode, Document &document, QWidget *window)
    : QWidget(window), m_mode(&mode), m_content(new QWidget(this)), m_lines(*m_content),
      m_scene(new SceneView(m_content)),
      m_lower(new LowerPane(document, mode.playback(), DeviceWord::Gpu, m_content)),
      m_cover(new CoverCard(m_content)), m_spotlight(new SpotlightFrame(m_content)),
      m_laser(new LaserDot(this))
{
    setObjectName(QStringLiteral("present"));
    setAccessibleName(tr("Presentation"));
    setAttribute(Qt::WA_OpaquePaintEvent); // what it hides is not painted
    setFocusPolicy(Qt::StrongFocus);
    m_scene->setFocusPolicy(Qt::NoFocus); // keys are those of the presentation
    m_lower->showBare();
    connectMode(document);
    addTakeBackKeys();
    window->installEventFilter(this);
    m_scene->installEventFilter(this);
    setGeometry(window->rect());
}

// A window that goes may lose its modes first.
PresentScreen::~PresentScreen()
{
    if (m_mode != nullptr)
        m_mode->endPresenting();
}

void PresentScreen::end()
{
    if (m_mode != nullptr)
        std::exchange(m_mode, nullptr)->endPresenting();
    hide();
    deleteLater();
}

void PresentScreen::connectMode(Document &document)
{
    connect(m_mode, &Mode::presentedChanged, this, &PresentScreen::renew);
    connect(m_mode, &Mode::coveredChanged, this, &PresentScreen::renew);
    connect(m_mode, &Mode::shownChanged, this, &PresentScreen::renew);
    connect(&document, &Document::snapshotChanged, this, &PresentScreen::renew);
    connect(&m_mode->playback(), &Playback::moved, this, &PresentScreen::showMoment);
    connect(m_scene, &SceneView::deviceSelected, &document, &Document::select);
    const auto showDevice = [this, &document] {
        m_scene->setSelectedDevice(document.shownDevice());
        m_lower->setSelectedDevice(document.shownDevice());
    };
    connect(&document, &Document::selectionChanged, this, showDevice);
}

// As shortcuts: on many a keyboard shift and a digit arrive as another sign.
void PresentScreen::addTakeBackKeys()
{
    for (int i = 0; i < kMostAnswers; ++i) {
        const QKeySequence keys(static_cast<int>(Qt::SHIFT) | (Qt::Key_1 + i));
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut); // beside those of the mode below
        connect(shortcut, &QShortcut::activated, this, [this, i] {
            if (m_mode != nullptr && !m_blank)
                m_mode->takeBack(i);
        });
    }
}

void PresentScreen::setLook(const Look &look)
{
    m_windowLook = look;
    applyLook();
}

// As large as the screen allows, whatever the zoom of the window.
void PresentScreen::applyLook()
{
    if (m_mode == nullptr)
        return;
    m_look = m_windowLook;
    m_look.scale = std::max(1.0, std::min(width() / kRoom.width(), height() / kRoom.height()));
    m_lines.setLook(m_look);
    m_spotlight->setLook(m_look);
    m_scene->setLook(m_look);
    m_lower->setLook(m_look);
    m_cover->setLook(m_look);
    m_laser->setLook(m_look);
    m_mode->present(m_look);
    renew();
}

bool PresentScreen::covers() const
{
    return m_mode->isCovered();
}

// What a mode covers is hidden, so that neither tips nor screen readers reach it.
void PresentScreen::renew()
{
    if (m_mode == nullptr)
        return;
    m_presented = m_mode->presented();
    const core::SnapshotPtr scene = m_mode->presentedScene();
    const core::SnapshotPtr lower = covers() ? nullptr : scene;
    if (std::exchange(m_snapshot, scene) != scene)
        m_scene->setSnapshot(scene);
    if (std::exchange(m_lowerSnapshot, lower) != lower)
        m_lower->setSnapshot(lower);
    if (m_presented.panel != nullptr && m_presented.panel->parentWidget() != m_content) {
        m_presented.panel->setParent(m_content);
        m_presented.panel->show();
    }
    m_scene->setTells(!covers());
    if (covers())
        m_cover->setWords(m_mode->describe());
    showWords();
    showMoment();
    place();
    m_laser->raise();
    Q_EMIT changed();
}

void PresentScreen::showWords()
{
    QString headline;
    if (m_snapshot && !covers()) {
        const KpiTexts texts = kpiTexts(*m_snapshot);
        // One GPU alone never waits.
        const std::size_t number = !m_snapshot->metrics.fits        ? kMemory
                                   : m_snapshot->deviceCount() == 1 ? kStep
                                                                    : kIdle;
        const KpiText &text = texts[number];
        headline = text.title + QLatin1Char(' ') + text.value + QLatin1Char(' ') + text.unit;
    }
    m_lines.say(m_presented.title, m_presented.progress, headline.trimmed());
    m_lines.setKeys(m_told.isEmpty() ? m_presented.keys : m_told);
}

void PresentScreen::showMoment()
{
    if (m_blank || m_mode == nullptr)
        return;
    const core::Nanos moment = m_mode->playback().moment();
    m_scene->setMoment(moment);
    if (!covers())
        m_lower->setMoment(moment);
    m_lines.setCaption(covers() ? QString() : nextSentence(m_snapshot, moment));
}

QString PresentScreen::caption() const
{
    return m_lines.caption();
}

void PresentScreen::setBlank(bool blank)
{
    if (blank == m_blank)
        return;
    m_blank = blank;
    if (blank) {
        m_mode->playback().pause();
        m_laser->setOn(false);
    }
    // Hidden, so that neither a screen reader nor a picture of it tells anything.
    m_content->setVisible(!blank);
    setFocus(Qt::OtherFocusReason);
    showMoment();
    update();
    Q_EMIT changed();
}

void PresentScreen::showPane(std::optional<int> pane)
{
    const bool exists = pane && *pane >= 0 && *pane < static_cast<int>(kPages.size());
    m_pane = exists && !covers() ? pane : std::nullopt;
    m_lower->showTab(
        QLatin1StringView(kPages[static_cast<std::size_t>(std::max(1, m_pane.value_or(1)))]));
    for (QWidget *part : m_lower->findChildren<QWidget *>())
        part->setFocusPolicy(Qt::NoFocus);
    place();
    Q_EMIT changed();
}

bool PresentScreen::takesKey(const QKeyEvent &event)
{
    if ((event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    constexpr std::array keys = {Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_B,      Qt::Key_Period,
                                 Qt::Key_L,      Qt::Key_N,        Qt::Key_Escape, Qt::Key_Return,
                                 Qt::Key_Enter,  Qt::Key_Space,    Qt::Key_Left,   Qt::Key_Right,
                                 Qt::Key_R};
    const bool digit = event.key() >= Qt::Key_0 && event.key() <= Qt::Key_9;
    return digit || std::ranges::find(keys, event.key()) != keys.end();
}

void PresentScreen::tell(const QString &sentence)
{
    m_told = sentence;
    if (m_mode != nullptr)
        renew();
}

void PresentScreen::press(int key)
{
    if (m_mode == nullptr)
        return;
    if (!m_told.isEmpty())
        tell({});
    if (m_blank)
        return setBlank(false); // and nothing else: the class has seen nothing yet
    if (key >= Qt::Key_0 && key <= Qt::Key_9)
        return pressDigit(key - Qt::Key_0);
    switch (key) {
    case Qt::Key_PageDown:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return m_mode->goOn();
    case Qt::Key_PageUp:
        return m_mode->goBack();
    case Qt::Key_Space:
        return m_mode->togglePlay();
    case Qt::Key_Right:
        return m_mode->playback().nextEvent();
    case Qt::Key_Left:
        return m_mode->playback().previousEvent();
    case Qt::Key_B:
    case Qt::Key_Period:
        return setBlank(true);
    case Qt::Key_L:
        return m_laser->setOn(!m_laser->isOn());
    case Qt::Key_R:
        return m_mode->reveal();
    case Qt::Key_N:
        Q_EMIT teacherRequested();
        return;
    case Qt::Key_Escape:
        Q_EMIT leaveRequested();
        return;
    default:
        return;
    }
}

// An answer while a question is open, else a pane; the same digit again, or 0, shows all.
void PresentScreen::pressDigit(int digit)
{
    if (digit > 0 && m_mode->choose(digit - 1))
        return;
    const std::optional<int> pane = digit == 0 ? std::nullopt : std::optional(digit - 1);
    showPane(pane == m_pane ? std::nullopt : pane);
}

// Before the shortcuts of the window, which mean something else by some of these keys.
bool PresentScreen::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && takesKey(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void PresentScreen::keyPressEvent(QKeyEvent *event)
{
    if (takesKey(*event))
        press(event->key());
    else
        QWidget::keyPressEvent(event);
}

bool PresentScreen::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    // Once its cards have their new places.
    if (watched == m_scene && event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(this, &PresentScreen::showSpotlight, Qt::QueuedConnection);
    return QWidget::eventFilter(watched, event);
}

void PresentScreen::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_content->setGeometry(rect());
    m_laser->setGeometry(rect());
    applyLook();
}

void PresentScreen::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_blank ? QColor(Qt::black) : m_look.theme.bg);
}

// The mode's own panel; what is left for the picture.
QRect PresentScreen::placePanel(QRect area)
{
    QWidget *panel = m_presented.panel;
    if (panel == nullptr)
        return area;
    const int gap = m_look.ipx(kGap);
    QRect own = area;
    switch (m_presented.place) {
    case Presented::Place::Above:
        own.setHeight(
            std::min(panel->heightForWidth(area.width()), qRound(area.height() * kHighestPanel)));
        area.setTop(own.bottom() + gap);
        break;
    case Presented::Place::Beside:
        own.setLeft(own.right() - qRound(area.width() * kWidestPanel));
        area.setRight(own.left() - gap);
        break;
    case Presented::Place::Alone:
        own.setWidth(std::min(area.width(), m_look.ipx(kWidestAlone)));
        own.moveCenter(area.center());
        area = {};
        break;
    case Presented::Place::Whole:
        area = {};
        break;
    }
    panel->setGeometry(QStyle::visualRect(layoutDirection(), rect(), own));
    return area;
}

void PresentScreen::place()
{
    const QRect area = placePanel(m_lines.place());
    const auto put = [this](QWidget *widget, const QRect &of, bool shown) {
        widget->setVisible(shown);
        if (shown)
            widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), of));
    };
    const bool picture = !area.isEmpty();
    const bool covered = covers();
    const bool hasScene = m_snapshot != nullptr;
    const bool both = !covered && !m_pane;
    const int gap = m_look.ipx(kGap);
    QRect upper = area;
    QRect lower = area;
    if (both) {
        upper.setHeight(qRound(area.height() * kSceneShare) - gap / 2);
        lower.setTop(upper.bottom() + gap);
    }
    put(m_scene, upper, picture && hasScene && (both || covered || m_pane == 0));
    put(m_cover, upper, picture && covered && !hasScene);
    put(m_lower, lower, picture && !covered && (both || m_pane != 0));
    showSpotlight();
}

void PresentScreen::showSpotlight()
{
    m_spotlight->setGeometry(m_content->rect());
    m_spotlight->raise();
    m_spotlight->setTarget(m_presented.spotlight
                               ? placeOf(*m_presented.spotlight,
                                         {*m_content, *m_scene, m_lines.headline(), *m_lower, {}})
                               : QRectF());
}

} // namespace ui
